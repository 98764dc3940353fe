package io.snapdock.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where a setting's text comes from. */
final class SettingsSource {

    private SettingsSource() {}

    /**
     * MicroProfile Config where the server has it. GlassFish has none yet when Jakarta Persistence asks for its first connection, and other servers have
     * none at all: then system properties and the environment, in MicroProfile's order and with its rule for names.
     */
    static Function<String, Optional<String>> ofDeployment(ClassLoader deployment) {
        try {
            Config config = ConfigProvider.getConfig(deployment);
            return name -> config.getOptionalValue(name, String.class);
        } catch (IllegalStateException | LinkageError e) {
            return name -> ofProcess(name, System::getProperty, System::getenv);
        }
    }

    /** MicroProfile Config 3.1, 5.3.1: the name itself, then with underscores, then that in capitals. */
    static Optional<String> ofProcess(
            String name, Function<String, String> properties, Function<String, String> environment) {
        String underscores = name.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(properties.apply(name))
                .or(() -> Optional.ofNullable(environment.apply(name)))
                .or(() -> Optional.ofNullable(environment.apply(underscores)))
                .or(() -> Optional.ofNullable(environment.apply(underscores.toUpperCase(Locale.ROOT))));
    }
}
