.DEFAULT_GOAL := help
.PHONY: help run test it bench lint fmt check-rules

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: ## the demo marketplace on http://localhost:8080
	mvn spring-boot:run

test: ## the quick tests, seconds
	mvn -B test

it: ## all tests: with databases, a mail server, and a browser where there is one
	mvn -B verify

bench: ## a whole tick beside the bare fetch of its rows, rules beside a loop by hand, loading, explaining; some minutes
	mvn -q test-compile exec:exec@bench exec:exec@bench-check

check-rules: ## every mistake in kpis/ and rules/
	mvn -q -DskipTests package
	java -jar target/bellwether.jar check --hints

lint: ## layout, Error Prone, NullAway, dependencies (JDK 22 or newer)
	mvn -B -Plint -DskipTests verify

fmt: ## write the layout
	mvn -q spotless:apply
