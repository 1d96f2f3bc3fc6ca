// Package secrets holds tests only. They let the whole product work for people and with keys whose names and values stand nowhere
// else, well and badly, and then search everything that the product wrote for them: its log, traces, metrics, the answers to those
// who have no business, every table and the very files of the database, and Redis.
package secrets
