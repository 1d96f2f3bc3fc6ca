package checkup

import "syscall"

// freeBytes is what an ordinary user may still write on the disk of a folder.
func freeBytes(folder string) (uint64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(folder, &stat); err != nil {
		return 0, err
	}
	return stat.Bavail * uint64(stat.Bsize), nil //nolint:gosec // a size is not negative
}
