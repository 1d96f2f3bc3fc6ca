// Package load sends whole payments through one, two and four replicas, as many as there can be and half as many, and prints what
// they cost beside a signature and a commit. «make test» runs a little of it, «make bench-load» all.
package load
