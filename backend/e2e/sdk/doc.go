// Package sdk holds tests only: strangers buy at the sandbox. The official SDK for Node comes from npm, unchanged; the
// SDKs that cannot be installed here are imitated by requests written by hand as they write them; an independent
// validator checks notifications; and this project's own client makes the same journey, through faults. The sandbox and
// amazonpay share no code, so what they agree upon here is the protocol.
//
// "Protocol N" in comments is a section of the protocol reference (amazon-pay-v2.md).
package sdk
