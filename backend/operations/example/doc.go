// Package example holds what an operator copies for two replicas behind a load balancer, and the test that runs it as it is.
package example
