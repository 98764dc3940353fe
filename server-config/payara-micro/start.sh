#!/bin/sh
# Starts Snapdock on Payara Micro. Put payara-micro.jar, snapdock.war and the files of this folder into one folder and run
# it there as a user of its own, not as root. Ctrl-C or SIGTERM stops it.
# That user needs the data folder that snapdock.properties names. Once, as root: install -d -o snapdock -g snapdock -m 700 /var/lib/snapdock
#
# With snapdock.p12 beside it: HTTPS on HTTPS_PORT (8443), and HTTP_PORT (8080) sends everyone there. KEYSTORE_PASSWORD opens the keystore, which comes from
#   openssl pkcs12 -export -in cert.pem -inkey key.pem -name snapdock -out snapdock.p12
# Without: HTTP on HTTP_PORT for a proxy on this machine, which has the certificate (../nginx).
set -eu
cd "$(dirname "$0")"
http_port=${HTTP_PORT:-8080}
https_port=${HTTPS_PORT:-8443}

umask 077
# The lock is held until Payara ends: a second start by mistake must not take the first one's files away. (Not on systems without flock.)
exec 9>start.lock
if command -v flock >/dev/null && ! flock -n 9; then
    echo "Snapdock runs here already." >&2
    exit 1
fi
# The server's own files are made anew. In those of an earlier start it refuses what it was told then, and keeps the old port to send people to.
rm -rf server
mkdir server
if [ -e snapdock.p12 ]; then
    # The password goes into a file that only this user can read, as every user of the machine can read the options of a process.
    password=$(printf %s "${KEYSTORE_PASSWORD:?is not set}" | sed 's/[\\"]/\\&/g')
    unset KEYSTORE_PASSWORD
    printf -- '-Djavax.net.ssl.keyStore="%s"\n-Djavax.net.ssl.keyStorePassword="%s"\n' "$PWD/snapdock.p12" "$password" >server/secrets.options
    # Where the world sees another port, because a firewall maps 443 to this one, say so with PUBLIC_HTTPS_PORT=443.
    cat snapdock.asadmin tls.asadmin | sed "s/{https-port}/${PUBLIC_HTTPS_PORT:-$https_port}/" >server/boot.asadmin
    set -- --sslport "$https_port" --sslcert snapdock
else
    echo "No snapdock.p12 is here: plain HTTP on 127.0.0.1, for a proxy on this machine."
    : >server/secrets.options
    cat snapdock.asadmin behind-proxy.asadmin >server/boot.asadmin
    set --
fi

# -Xmx            the heap; photos are streamed, only thumbnails hold pictures in memory
# product.name    empty: pages of errors do not tell strangers the server's name and version
# --nohazelcast   look for no other Payara servers. (--nocluster leaves Hazelcast listening on all addresses.)
# --rootdir       keep the server's own files here and not in the temporary folder, which systems clean up
exec java -Xmx512m -Dproduct.name= @server/secrets.options \
    -jar payara-micro.jar \
    --nohazelcast --nohostaware --disablephonehome \
    --rootdir "$PWD/server" \
    --systemproperties snapdock.properties \
    --logproperties logging.properties \
    --prebootcommandfile server/boot.asadmin \
    --port "$http_port" "$@" \
    --deploy snapdock.war
    # PostgreSQL: see postgres.asadmin; add --addlibs postgresql-42.7.13.jar --postbootcommandfile postgres.asadmin
