package web

// For tests of what stands before every route.
var (
	AtMost   = atMost
	ClientIP = clientIP
)
