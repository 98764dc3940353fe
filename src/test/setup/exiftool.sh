#!/bin/sh
# Makes sure that the tests find exiftool, the judge of what pictures say about places. Does nothing when it is there.
set -eu

command -v "${EXIFTOOL:-exiftool}" >/dev/null 2>&1 && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need exiftool. Please install it (on Debian: sudo apt-get install libimage-exiftool-perl;" >&2
    echo "elsewhere: set EXIFTOOL to its path)." >&2
    exit 1
fi

echo "Installing exiftool, which the tests need"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get update && apt-get install --yes --no-install-recommends libimage-exiftool-perl; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "Installing libimage-exiftool-perl failed, see above." >&2
    exit 1
fi
