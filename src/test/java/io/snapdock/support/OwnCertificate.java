package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for {@code localhost} and its key, under the name {@code snapdock} in a keystore. */
record OwnCertificate(Path keystore) {
    /** With characters that shells and files of options read as something else. */
    static final String PASSWORD = "S3cret \"with\\ $all";

    private static final Map<String, String> OURS = Map.of("KEYSTORE_PASSWORD", PASSWORD);

    static OwnCertificate make(AdminSteps steps) throws IOException {
        Path keystore = steps.home().resolve("snapdock.p12");
        String options = "-genkeypair -alias snapdock -keyalg RSA -keysize 2048 -validity 2 -dname CN=localhost"
                + " -ext san=dns:localhost -storetype PKCS12 -storepass:env KEYSTORE_PASSWORD";
        steps.run(keytool(options, "-keystore", keystore.toString()), OURS);
        return new OwnCertificate(keystore);
    }

    void importInto(Path other, String password, AdminSteps steps) throws IOException {
        String options = "-importkeystore -srcalias snapdock -srcstorepass:env OURS -deststorepass:env THEIRS";
        steps.run(
                keytool(options, "-srckeystore", keystore.toString(), "-destkeystore", other.toString()),
                Map.of("OURS", PASSWORD, "THEIRS", password));
    }

    /** Trusts nothing else. */
    SSLContext trusting() throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static List<String> keytool(String options, String... more) {
        List<String> tool = List.of(Jdk.own().home().resolve("bin/keytool").toString());
        return AdminSteps.with(AdminSteps.with(tool, options.split(" ")), more);
    }
}
