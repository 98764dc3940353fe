#!/bin/sh
# Makes sure that the tests find a PostgreSQL, which they start by themselves, a C compiler for the disk that forgets, and curl for the lines of docs/api.md. Does nothing when all are there.
set -eu

missing=
found=
for bin in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$bin" ] && found=yes
done
[ -n "$found" ] || missing="postgresql"
if ! command -v gcc >/dev/null 2>&1 || [ ! -e /usr/include/dlfcn.h ]; then
    missing="$missing gcc libc6-dev"
fi

if ! command -v curl >/dev/null 2>&1; then
    missing="$missing curl"
fi

[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need PostgreSQL below /usr/lib/postgresql, gcc and curl. Please install:$(printf ' %s' $missing)" >&2
    echo "(on Debian: sudo apt-get install $missing)." >&2
    exit 1
fi

echo "Installing what the tests need: $missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The tests start their own server; the package's is not wanted.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
# shellcheck disable=SC2086 # a list of package names
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "Installing $missing failed, see above." >&2
    exit 1
fi
