//go:build race

package crash

const racing = true
