// Package widget measures what the widget costs a shop page, beside widgets of others. «make bench-widget» runs it and prints
// a table. The packages of the others come from npm at that time, into a temporary folder.
package widget
