package io.snapdock.persistence;

import io.snapdock.dock.Dock;
import io.snapdock.dock.phone.Phone;
import io.snapdock.dock.session.Session;
import io.snapdock.photo.Photo;
import io.snapdock.upload.Upload;
import io.snapdock.upload.pick.PickRow;
import io.snapdock.webhook.Message;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The persistence unit. It is said here and not in a {@code persistence.xml}: with one of ours in a host's WAR the host's own {@code @PersistenceContext}
 * without a name would not know which unit is meant.
 */
final class EntityUnit implements PersistenceUnitInfo {

    private static final List<String> ENTITIES = Stream.of(
                    Dock.class, Phone.class, Session.class, Upload.class, PickRow.class, Photo.class, Message.class)
            .map(Class::getName)
            .toList();

    private static final String JAR = "jar:";

    private final DataSource dataSource;

    EntityUnit(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Properties getProperties() {
        var all = new Properties();
        all.setProperty("jakarta.persistence.schema-generation.database.action", "none");
        // EclipseLink only: an object with woven change tracking holds all that was read with it for as long as an
        // upload takes.
        all.setProperty("eclipselink.weaving", "false");
        // EclipseLink only: all of a transaction goes by the transaction's own connection. A query outside of it is
        // repeated three times when the database is away, with five seconds between.
        all.setProperty("eclipselink.transaction.join-existing", "true");
        // EclipseLink only: what fails reaches the caller as an exception, and is logged there. It would log the trace
        // of each statement once more.
        all.setProperty("eclipselink.logging.level", "OFF");
        // EclipseLink only: it keeps what it made by name for the whole server, where several WARs may have Snapdock.
        all.setProperty("eclipselink.session-name", "snapdock-" + System.identityHashCode(getClassLoader()));
        // Hibernate only: where WildFly has its transactions. The server says it to units that it finds itself.
        all.setProperty("hibernate.transaction.jta.platform", "JBossAS");
        return all;
    }

    @Override
    public String getPersistenceUnitName() {
        return "snapdock";
    }

    /** Whichever the server has. */
    @Override
    public String getPersistenceProviderClassName() {
        return null;
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.JTA;
    }

    @Override
    public DataSource getJtaDataSource() {
        return dataSource;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return null;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    /** The jar or folder of this class, in which EclipseLink looks for mappings. What Payara gives as the place of a class's code is neither. */
    @Override
    public URL getPersistenceUnitRootUrl() {
        String file = "/" + EntityUnit.class.getName().replace('.', '/') + ".class";
        String address = EntityUnit.class.getResource(file).toString();
        String root = address.substring(0, address.length() - file.length() + 1);
        try {
            return URI.create(root.startsWith(JAR) ? root.substring(JAR.length(), root.length() - "!/".length()) : root)
                    .toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("The place of the classes: " + root, e);
        }
    }

    @Override
    public List<String> getManagedClassNames() {
        return ENTITIES;
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    /** Another node, or an administrator's SQL, must be seen at once. */
    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return EntityUnit.class.getClassLoader();
    }

    /** Nothing is woven. */
    @Override
    public void addTransformer(ClassTransformer transformer) {}

    @Override
    public ClassLoader getNewTempClassLoader() {
        return getClassLoader();
    }
}
