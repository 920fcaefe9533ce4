#!/bin/sh
# Starts the demo once and writes what the JVM learned of it to $1 (JEP 514). Run where the jar lies, as in the image.
set -eu
cache=$1
scratch=$(mktemp -d)
log=$scratch/log
java -XX:AOTCacheOutput="$cache" -jar bellwether.jar serve --spring.profiles.active=demo --server.address=127.0.0.1 \
  --server.port=0 --bellwether-demo.folder="$scratch/demo" --spring.datasource.url=jdbc:h2:mem:train > "$log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; rm -rf "$scratch"' EXIT

tries=0
until grep -q "rules are in force" "$log"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 120 ] || ! kill -0 "$service" 2>/dev/null; then
    cat "$log" >&2
    exit 1
  fi
  sleep 1
done
kill -TERM "$service"
wait "$service" || true # 143: stopped by SIGTERM
test -s "$cache" || { cat "$log" >&2; echo "no cache was written" >&2; exit 1; }
