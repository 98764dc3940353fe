#!/bin/sh
# Makes sure that the browser tests find Chromium, and fonts that draw Chinese. Does nothing when both are there.
set -eu

missing="chromium-headless-shell"

for chromium in ${CHROMIUM:-/usr/bin/chromium-headless-shell /usr/bin/chromium}; do
    if [ -x "$chromium" ]; then
        missing=
    fi
done
if ! command -v fc-list >/dev/null 2>&1; then
    missing="$missing fontconfig fonts-noto-cjk"
elif [ -z "$(fc-list :lang=zh-tw family)" ]; then
    missing="$missing fonts-noto-cjk"
fi

[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need Chromium and a font for Chinese. Please install:$(printf ' %s' $missing)" >&2
    echo "(on Debian: sudo apt-get install $missing; Chromium elsewhere: set CHROMIUM to its path)." >&2
    exit 1
fi

echo "Installing what the browser tests need: $missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # a list of package names
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "Installing $missing failed, see above." >&2
    exit 1
fi
