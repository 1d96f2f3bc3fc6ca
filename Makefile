# Every task of this repository. «make» alone lists them; CI calls «make check» and nothing cleverer.

# The patch release that is free of GO-2026-6617; Go fetches it by itself.
export GOTOOLCHAIN := go1.26.10

GOLANGCI  := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
CYCLONEDX := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
NFPM      := github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.44.0
GOVULN    := golang.org/x/vuln/cmd/govulncheck@v1.9.0

SOURCES   := $(shell find backend shared widget static -type f -not -path 'static/generated/*' -not -name '*_test.go' 2>/dev/null) go.mod go.sum
WIDGET    := $(shell find shared widget static/embed static/build static/bundle -type f -not -name '*_test.go' 2>/dev/null) go.mod go.sum
ASSETS    := static/generated/manifest.json
# «NUMBER COMMIT» that the program says of itself.
STAMP     ?= $(shell .ci/version)

# With RACE=-race the tests run under the race detector, as «make check» does: all but those that start the program or a browser
# again and again. What these run is under the detector in the packages' own tests.
RACE      ?=
# SQLite in Go is C that was translated; it runs many times slower under the detector, which cannot know anything of it.
ifneq ($(RACE),)
override RACE += -gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/libc/...=-race=false'
endif
# Histories and volumes in one goroutine: the detector has nothing to find there and takes five times as long.
ONEBYONE  := ^(TestAnyOrderOfEvents|TestX9_AnyOrderOfEvents|TestX9_AYear|TestR5_8_MemoryDoesNotGrowWithTheOrders|TestX12_EveryActionInEveryState|TestR5_4_ChangedInSellerCentral)$$
APART     := noren/(backend/(bench/(faults|load|widget)|cmd/noren|demoshop|e2e/(crash|fleet|sdk)|operations/example)|static.*|widget.*)$$
# Those that take longest begin first, so that no processor waits for them in the end.
LONG      := ./backend/ledger ./backend/checkout ./backend/web ./backend/sandbox
# «make check» has vetted before; symbols for a debugger take a third of the linker's time.
TEST      := go test -vet=off -ldflags='-s -w' -count=1 -timeout 40m

.DEFAULT_GOAL := help
.PHONY: help demo test check build bench bench-faults bench-load bench-widget bench-year fuzz nightly package pictures generate clean reproduce sbom tools lint vuln

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: bin/noren ## run the demo: a shop, Noren and an Amazon of its own, all on this machine
	@bin/noren demo

build: bin/noren ## build bin/noren, one static binary with every asset inside

bin/noren: $(SOURCES) $(ASSETS)
	@echo "building bin/noren (the first time takes some minutes: the database engine is large) …"
	@CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w -buildid= -X "noren/backend/version.stamp=$(STAMP)"' -o $@ ./backend/cmd/noren
	@touch $@

package: bin/noren ## make the Debian package bin/noren_VERSION_amd64.deb
	@.ci/package $(NFPM)

reproduce: ## build twice in different folders and compare the bytes; many minutes
	@.ci/reproduce

$(ASSETS): $(WIDGET)
	@echo "building the browser's assets …"
	@go run ./static/build
	@touch $@

tools: ## install what the tests need: a browser, Japanese fonts, Redis, PostgreSQL, npm, PHP, Ruby, HAProxy, systemd's examiner
	@.ci/setup

# Tests wait for browsers half of their time, so three run at once on two cores; those that wait for processes and clocks, five.
test: tools $(ASSETS) ## run every test: real Redis, real PostgreSQL, a real browser
	$(TEST) -p 3 $(RACE) $(if $(RACE),-skip '$(ONEBYONE)') $(LONG) $$(go list ./... | grep -vE '$(APART)' | grep -v '/backend/e2e$$')
	$(TEST) -p 5 $$(go list ./... | grep -E '$(APART)')
	$(if $(RACE),$(TEST) -run '$(ONEBYONE)' ./backend/ledger ./backend/checkout)
	$(TEST) -parallel 3 ./backend/e2e

bench: bin/noren ## print the figures of design.md section 11 as ratios
	go test -run '^$$' -bench . -benchtime 1x -timeout 5m ./backend/bench/

# NOREN_BENCH_RUNS says how often everything is measured (5), NOREN_BENCH_MARKDOWN a file for the tables as Markdown.
bench-widget: tools $(ASSETS) ## measure the widget in a browser, beside widgets of others from npm; some minutes
	go test -run '^$$' -bench . -benchtime 1x -timeout 40m ./backend/bench/widget/

# NOREN_TABLE names a file for the tables as Markdown.
bench-load: tools $(ASSETS) ## send whole payments through 1, 2 and 4 replicas, and among a million orders, and print what they cost
	go test -count=1 -v -timeout 60m ./backend/bench/load/ -load.all -load.markdown='$(NOREN_TABLE)'

bench-faults: tools $(ASSETS) ## break replicas, databases and wires under load and compare the books; three quarters of an hour
	go test -count=1 -v -timeout 60m ./backend/bench/faults/ -faults.all -faults.markdown='$(NOREN_TABLE)'

bench-year: ## simulate a year of busy shops, 100,000 orders (ORDERS=…), and compare the books; many hours
	go test -run TestX9_AYear -count=1 -v -timeout 0 ./backend/ledger/ -ledger.year $(or $(ORDERS),100000)

check: ## what CI runs: format, vet, generated files, modules, linter, vulnerabilities, parsers fuzzed briefly, race tests
	@.ci/check

# FUZZ is the time for each target.
fuzz: ## fuzz every parser of what strangers send; more than an hour
	.ci/fuzz $(or $(FUZZ),3m)

nightly: check fuzz bench-faults bench-load ## what CI runs at night: check, every parser for minutes, every fault, the load; some hours

sbom: ## list every module in the program with its version and licence, as CycloneDX: bin/noren.cdx.json
	@mkdir -p bin
	go run $(CYCLONEDX) app -json -licenses -std -main backend/cmd/noren -output bin/noren.cdx.json .

lint: ## run the linter
	go run $(GOLANGCI) run ./...

vuln: ## look for known vulnerabilities, where their database can be reached
	@.ci/vuln $(GOVULN)

pictures: tools $(ASSETS) ## take the pictures of the README anew, from a journey
	NOREN_POSTCARDS=$(CURDIR)/static/docs/pictures go test -count=1 -run TestR4_8_Guest ./backend/e2e

generate: ## make the generated and checked-in files anew
	go generate ./...

clean: ## remove what was built
	rm -rf bin .cache
	find static/generated -type f ! -name README -delete
