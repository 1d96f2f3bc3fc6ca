// Package bench measures the figures of design.md section 11. «make bench» runs it and prints them as ratios.
package bench
