#!/bin/sh
# Says in the build's own output when the tests on Payara 7 are skipped. Jdk.java finds the JDK in the same way.
set -eu

java_home=$1

feature() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

for home in "$java_home" "$(dirname "$(readlink -f "$java_home")")"/*; do
    version=$(feature "$home")
    if [ -n "$version" ] && [ "$version" -ge 21 ] && [ -x "$home/bin/java" ]; then
        echo "Payara 7 runs on the JDK in $home."
        exit 0
    fi
done
echo "SKIPPED: no JDK 21 or newer lies beside $java_home, so the tests on Payara 7 do not run."
