.DEFAULT_GOAL := help
.PHONY: help run jar image up test it bench scores lint fmt check-rules

# labelled series and their scorers, which are not part of this tree
DATA ?= ../shared/data
SCORERS ?= ../shared/score

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: ## the demo marketplace on http://localhost:8080
	mvn spring-boot:run

jar: ## target/bellwether.jar, which knows its commit
	mvn -q -DskipTests -Dbuild.revision=$$(git rev-parse --short HEAD 2>/dev/null || echo unknown) package

image: jar ## the image bellwether:0.1.0
	docker compose build bellwether

up: image ## with PostgreSQL, Prometheus, Grafana and a mail catcher
	docker/prepare.sh
	docker compose up -d --wait

test: ## the quick tests, seconds
	mvn -B test

it: ## all tests: with databases, a mail server, and a browser where there is one
	mvn -B verify

bench: ## a whole tick beside the bare fetch of its rows, rules beside a loop by hand, loading, explaining, mails, a scrape; some minutes
	mvn -q test-compile exec:exec@bench exec:exec@bench-check exec:exec@bench-mail exec:exec@bench-scrape

check-rules: ## every mistake in kpis/ and rules/
	mvn -q -DskipTests package
	java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar target/bellwether.jar check --hints

scores: ## detect on labelled series, scored; DATA=folder SCORERS=folder say where they are
	mvn -q -DskipTests package
	python3 src/test/scores/scores.py target/bellwether.jar $(DATA) $(SCORERS)

lint: ## layout, Error Prone, NullAway, dependencies (JDK 22 or newer)
	mvn -B -Plint -DskipTests verify

fmt: ## write the layout
	mvn -q spotless:apply
