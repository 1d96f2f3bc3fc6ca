// Package crash holds tests only. They run the whole product as a process of its own, kill it between every intention and its
// outcome, start it again on the same database, and compare its books with Amazon's: no second charge, no lost one.
//
// Amazon is our sandbox and runs in the test's process: it outlives every crash, and its books are the truth. The process that
// dies is this very test binary, executed again (child_test.go). It is killed
//
//   - while a call to Amazon is held before or after its effect, for every call of every step (points_test.go),
//   - before every single commit of a purchase, on SQLite, whose driver can be asked to (commit_test.go),
//   - while it tells the shop of an order (webhook_test.go),
//   - at any moment, with several shoppers on their way (random_test.go).
//
// On SQLite the sessions are lost with the process, since the embedded Redis is in it; on PostgreSQL they stay, in a Redis of
// their own. So both ways on are tested for a shopper who comes back: the same session, and none.
package crash
