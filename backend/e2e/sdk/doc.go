// Package sdk holds tests only: strangers buy at the sandbox. The official SDK for Node comes from npm, unchanged. Those
// for PHP, Java, .NET and Ruby are imitated by requests written as they write them, and PHP and Ruby do it with their own
// HTTP, TLS and RSA too. An independent validator checks notifications, and this project's own client makes the same
// journey, through faults. The sandbox and amazonpay share no code, so what they agree upon here is the protocol.
//
// "Protocol N" in comments is a section of the protocol reference (amazon-pay-v2.md).
package sdk
