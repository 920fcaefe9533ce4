#!/bin/sh
# Makes what docker-compose.yml expects and the tree must not hold: passwords, a token for Grafana, a first user.
# What is there already stays. Needs the jar: make jar.
set -eu
cd "$(dirname "$0")/.."
jar=target/bellwether.jar
mkdir -p secrets config
chmod 700 secrets # the files in it are readable, for users in containers have other numbers

secret() {
  [ -s "secrets/$1" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "secrets/$1"
}

secret postgres_password
secret grafana_admin_password
[ -s secrets/bellwether_token ] || java -jar "$jar" tokens add grafana --role viewer | tr -d '\n' > secrets/bellwether_token
[ -s config/users.yml ] || java -jar "$jar" users add admin --role admin --generate > secrets/console_password
chmod 644 secrets/* config/*.yml

echo "console  http://localhost:8080  admin, $(cat secrets/console_password 2>/dev/null || echo 'a user of config/users.yml')"
echo "grafana  http://localhost:3000  admin, $(cat secrets/grafana_admin_password)"
echo "mails    http://localhost:8025"
