// Package e2e holds the journeys: shoppers in a real Chromium, the whole product behind them, and nothing faked but Amazon,
// which is our sandbox. Each journey's name carries the requirement that it proves.
package e2e
