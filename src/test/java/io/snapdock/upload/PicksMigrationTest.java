package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.Test;

/** A dock of the time before picks keeps its order, and what is new comes after all that it has. */
class PicksMigrationTest {

    @Test
    void docksThatAreThereKeepTheirOrder() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            run(database, "V1__docks_phones_photos.sql");
            run(database, "V2__uploads.sql");
            dock(database, "full");
            dock(database, "empty");
            photo(database, "b", 7);
            photo(database, "a", 2);
            upload(database, "u", 9);
            run(database, "V3__picks.sql");
            assertThat(column(database, "select id from snapdock_photo order by place"))
                    .containsExactly("a", "b");
            assertThat(column(database, "select next_place from snapdock_dock order by id"))
                    .containsExactly("0", "10");
            assertThat(column(database, "select coalesce(pick, '') from snapdock_photo"))
                    .containsExactly("", "");
        }
    }

    private static void run(Connection database, String script) throws SQLException, IOException {
        var in = Objects.requireNonNull(PicksMigrationTest.class.getResourceAsStream("/io/snapdock/schema/" + script));
        try (var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            RunScript.execute(database, reader);
        }
    }

    private static void dock(Connection database, String id) throws SQLException {
        update(
                database,
                "insert into snapdock_dock (id, state, owner_key_hash, join_key_hash, created_millis, expires_millis,"
                        + " closing_announced, max_photos, max_bytes_per_photo, accept, metadata)"
                        + " values ('" + id + "', 'OPEN', 'x', 'y', 1, 2, false, 10, 10, 'image/jpeg', 'KEEP')");
    }

    private static void photo(Connection database, String id, int place) throws SQLException {
        update(
                database,
                "insert into snapdock_photo (id, dock_id, name, type, size_bytes, width, height, sha256, received_millis,"
                        + " place, thumbnail) values ('" + id + "', 'full', 'n', 'JPEG', 1, 1, 1, '" + id + "', 1, "
                        + place + ", 'NONE')");
    }

    private static void upload(Connection database, String id, int place) throws SQLException {
        update(
                database,
                "insert into snapdock_upload (id, dock_id, name, waiting, place, resumable, state, created_millis)"
                        + " values ('" + id + "', 'full', 'n', 0, " + place + ", true, 'ARRIVING', 1)");
    }

    private static void update(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static List<String> column(Connection database, String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
