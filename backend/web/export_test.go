package web

// AtMost is for tests of what stands before every route.
var AtMost = atMost
