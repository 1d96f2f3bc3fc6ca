// Package faults lets things break while shoppers buy at several replicas, and compares the books of Noren and Amazon afterwards,
// to the yen. «make test» runs the first faults briefly, «make bench-faults» all of them, and prints a table.
package faults
