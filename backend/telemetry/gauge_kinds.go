package telemetry

import "go.opentelemetry.io/otel/attribute"

// kind is a place in the list of gauges.
type kind int

// Gauges. Ages are of the first that waits, in seconds; 0 when nobody does.
const (
	checkouts kind = iota
	checkoutAge
	orders
	oldAuthorisations
	ordersToSee
	breaks
	operations
	oldOperations
	operationAge
	notifications
	notificationAge
	outbox
	outboxAge
	workLag
	endpointsDisabled
	databaseUp
	redisUp
	redisOpen
	walBytes
	sqlConnections
	sqlMost
	sqlWaits
	sqlWaited
)

var kinds = [...]struct {
	name, unit, help string
	counts           bool
}{
	checkouts:         {name: "noren.checkouts", help: "Checkouts whose money Amazon may be about to take, by state."},
	checkoutAge:       {name: "noren.checkout.age", unit: "s", help: "How long the first of them has been in its state."},
	orders:            {name: "noren.orders", help: "Orders that are not at their end, by state."},
	oldAuthorisations: {name: "noren.orders.authorised.old", help: "Authorisations older than 25 days; Amazon drops them after 30."},
	ordersToSee:       {name: "noren.orders.attention", help: "Orders that a person should look at, by why."},
	breaks:            {name: "noren.reconciliation.breaks", help: "Orders whose figures at Amazon are others than ours, or with a charge that is not ours."},
	operations:        {name: "noren.operations", help: "Calls that change something at Amazon and whose outcome is not known yet."},
	oldOperations:     {name: "noren.operations.old", help: "Those of them that were planned more than 5 minutes ago."},
	operationAge:      {name: "noren.operation.age", unit: "s", help: "How long ago the first of them was planned."},
	notifications:     {name: "noren.notifications.waiting", help: "Notifications of Amazon that are not worked yet."},
	notificationAge:   {name: "noren.notification.age", unit: "s", help: "How long ago the first of them came."},
	outbox:            {name: "noren.outbox.waiting", help: "Mails and webhooks that are not sent yet."},
	outboxAge:         {name: "noren.outbox.age", unit: "s", help: "How long the first of them has been waiting."},
	workLag:           {name: "noren.work.lag", unit: "s", help: "How long the first row that is due for background work has been due."},
	endpointsDisabled: {name: "noren.webhook.endpoints.disabled", help: "Endpoints of shops that are told nothing any more."},
	databaseUp:        {name: "noren.database.up", help: "1: the database answered the questions for these metrics in time."},
	redisUp:           {name: "noren.redis.up", help: "1: Redis answered."},
	redisOpen:         {name: "noren.redis.breaker.open", help: "1: Redis is left alone for a second, because it did not answer."},
	walBytes:          {name: "noren.sqlite.wal", unit: "By", help: "Size of SQLite's write-ahead log."},
	sqlConnections:    {name: "noren.sql.connections", help: "Connections to the database, by pool and state."},
	sqlMost:           {name: "noren.sql.connections.limit", help: "How many there may be."},
	sqlWaits:          {name: "noren.sql.waits", help: "How often somebody waited for a connection.", counts: true},
	sqlWaited:         {name: "noren.sql.waited", unit: "ms", help: "How long all together waited for connections.", counts: true},
}

type labels = []attribute.KeyValue

type value struct {
	kind   kind
	value  int64
	labels labels
}
