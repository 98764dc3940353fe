#!/bin/sh
# Makes sure that the browser tests find Chromium, Firefox, WebKit with a screen that nobody sees, and fonts that draw Chinese. Does nothing when all are there.
set -eu

missing=

# need PACKAGE PROGRAM…: one of the programs, by its path or its name
need() {
    package=$1
    shift
    for program; do
        if command -v "$program" >/dev/null 2>&1; then
            return
        fi
    done
    missing="$missing $package"
}

# shellcheck disable=SC2086 # lists of programs
{
    need chromium-headless-shell ${CHROMIUM:-/usr/bin/chromium-headless-shell /usr/bin/chromium}
    need firefox-esr ${FIREFOX:-firefox-esr firefox}
}
need webkit2gtk-driver "${WEBKIT_DRIVER:-WebKitWebDriver}"
need xvfb "${XVFB:-Xvfb}"
if ! command -v fc-list >/dev/null 2>&1; then
    missing="$missing fontconfig fonts-noto-cjk"
elif [ -z "$(fc-list :lang=zh-tw family)" ]; then
    missing="$missing fonts-noto-cjk"
fi

[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need three browsers and a font for Chinese. Please install:$missing" >&2
    echo "(on Debian: sudo apt-get install$missing; elsewhere: set CHROMIUM, FIREFOX, WEBKIT_DRIVER and XVFB to their paths)." >&2
    exit 1
fi

echo "Installing what the browser tests need:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # a list of package names
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "Installing$missing failed, see above." >&2
    exit 1
fi
