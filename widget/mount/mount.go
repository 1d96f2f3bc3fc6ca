// Package mount puts components of package widget into a foreign page: go-app, which is made for pages of its own, runs on a
// facade instead of the window (requirement X-4) and serves many placements with one program. Only the parts with the suffix
// _js are for the browser alone.
package mount
