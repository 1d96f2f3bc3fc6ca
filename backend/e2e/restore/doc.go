// Package restore holds tests only. They lose the database, go back to a backup that does not know the newest payments, and compare
// the books with Amazon's: what was under way when the backup was made is settled by itself, and what was begun after it is the
// whole difference, to the yen, and is shown as soon as Amazon speaks of it (issue 8, operations). The steps are those of
// static/docs/operating, «Going back to a backup».
package restore
