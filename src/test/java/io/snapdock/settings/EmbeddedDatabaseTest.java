package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real H2 file. An interrupt closes its channel, as a full disk does: H2 then gives the database up for good. */
class EmbeddedDatabaseTest {
    @TempDir
    private Path folder;

    private EmbeddedDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = new EmbeddedDatabase(folder.resolve("test"));
        try (var connection = pooled()) {
            update(connection, "create table item (id integer primary key)");
        }
    }

    @Test
    void nobodyElseLooksIntoTheFolderThatItMakes() throws SQLException, IOException {
        var made = folder.resolve("above/data");
        try (var connection = LentConnection.over(new EmbeddedDatabase(made.resolve("test")))) {
            update(connection, "create table item (id integer primary key)");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    /** The next one is that of the same application when it is deployed again; connections of the pool may be open still, and one may be at work. */
    @Test
    void theFileIsFreeWhenTheApplicationHasEnded() throws SQLException {
        insert(pooled(), 1);
        var late = pooled();
        late.setAutoCommit(false);
        insert(late, 2);
        database.end();
        late.commit();
        insert(late, 3);
        late.commit();
        try (var next = LentConnection.over(new EmbeddedDatabase(folder.resolve("test")))) {
            assertThat(ids(next)).containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    private Connection pooled() {
        return LentConnection.over(database);
    }

    @Test
    void comesBackAfterAWriteFailed() throws SQLException {
        var pooled = pooled();
        var other = pooled();
        pooled.setAutoCommit(false);
        other.setAutoCommit(false);
        insert(pooled, 1);
        pooled.commit();
        update(other, "insert into item values (3)");
        for (int round = 0; round < 3; round++) {
            int id = 10 + round;
            update(pooled, "insert into item values (%d)".formatted(id));
            Thread.currentThread().interrupt();
            assertThatThrownBy(pooled::commit).isInstanceOf(SQLException.class);
            Thread.interrupted();

            insert(pooled, 20 + round);
            pooled.commit();
        }
        assertThat(ids(pooled)).contains(1, 20, 21, 22).doesNotContain(3);
        other.rollback();
        insert(other, 4);
        other.commit();
        assertThat(ids(other)).contains(1, 4, 20, 21, 22);
    }

    @Test
    void manyAtOnceLoseNothing() throws SQLException {
        var all = IntStream.range(0, 16)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> insertFrom(thread * 100)))
                .toList();
        all.forEach(CompletableFuture::join);
        try (var connection = pooled()) {
            assertThat(ids(connection)).hasSize(16 * 20);
        }
    }

    private void insertFrom(int first) {
        try (var connection = pooled()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 20; i++) {
                insert(connection, first + i);
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasRolledBackIsGoneAndSettingsStay() throws SQLException {
        var pooled = pooled();
        pooled.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        pooled.setAutoCommit(false);
        insert(pooled, 1);
        pooled.rollback();
        assertThat(ids(pooled)).isEmpty();
        assertThat(pooled.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        pooled.commit();
        pooled.setAutoCommit(true);
        insert(pooled, 2);
        assertThat(ids(pooled)).containsExactly(2);
        pooled.close();
        assertThat(pooled.isClosed()).isTrue();
        assertThatThrownBy(() -> insert(pooled, 3)).isInstanceOf(SQLException.class);
    }

    /** A pool that keeps statements, as Open Liberty's, would else change rows in another's transaction. */
    @Test
    void aStatementEndsWithItsTransaction() throws SQLException {
        var pooled = pooled();
        var other = pooled();
        pooled.setAutoCommit(false);
        other.setAutoCommit(false);
        var kept = pooled.prepareStatement("insert into item values (1)");
        kept.executeUpdate();
        pooled.commit();
        insert(other, 2);

        assertThat(kept.isClosed()).isTrue();
        assertThatThrownBy(kept::executeUpdate).isInstanceOf(SQLException.class);
        kept.close();
        other.commit();
        assertThat(ids(other)).containsExactly(1, 2);
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (var statement = connection.prepareStatement("insert into item values (?)")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> ids(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from item order by id")) {
            List<Integer> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }
}
