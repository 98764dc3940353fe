#!/bin/sh
# Starts Snapdock on Payara Micro. Put payara-micro.jar, snapdock.war and the files of this folder into one folder and run
# it there as a user of its own, not as root. Ctrl-C or SIGTERM stops it.
set -eu
cd "$(dirname "$0")"

# The keystore's password goes into a file that only this user can read, as every user of the machine can read the options of a process.
: "${KEYSTORE_PASSWORD:?is not set}"
umask 077
mkdir -p server
printf -- '-Djavax.net.ssl.keyStore="%s"\n-Djavax.net.ssl.keyStorePassword="%s"\n' "$PWD/snapdock.p12" "$KEYSTORE_PASSWORD" >server/secrets.options
unset KEYSTORE_PASSWORD

# -Xmx            the heap; photos are streamed, only thumbnails hold pictures in memory
# --nohazelcast   look for no other Payara servers. (--nocluster leaves Hazelcast listening on all addresses.)
# --rootdir       keep the server's own files here and not in the temporary folder, which systems clean up
# --sslport       HTTPS and HTTP/2. Without keyStore and --sslcert the server shows a self-signed certificate, which phones refuse;
#                 make the keystore with: openssl pkcs12 -export -in cert.pem -inkey key.pem -name snapdock -out snapdock.p12
# Behind a proxy on the same machine leave HTTPS to the proxy and drop the lines with ssl.
exec java -Xmx512m @server/secrets.options \
    -jar payara-micro.jar \
    --nohazelcast --nohostaware --disablephonehome \
    --rootdir "$PWD/server" \
    --systemproperties snapdock.properties \
    --prebootcommandfile snapdock.asadmin \
    --port "${HTTP_PORT:-8080}" \
    --sslport "${HTTPS_PORT:-8443}" --sslcert snapdock \
    --deploy snapdock.war
    # PostgreSQL: see postgres.asadmin; add --addlibs postgresql-42.7.13.jar --postbootcommandfile postgres.asadmin
