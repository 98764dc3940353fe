package io.snapdock.support;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The embedded database of a server that does not run. */
public final class StoppedDatabase {

    private StoppedDatabase() {}

    /**
     * Makes everything in it older, as if so much time had passed: a machine's clock cannot be set for one process, and Snapdock follows no clock that jumps while it
     * runs.
     */
    public static void age(Path data, Duration by) {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("snapdock"), "snapdock", "");
                var statement = connection.createStatement()) {
            List<String> updates = new ArrayList<>();
            try (var columns = statement.executeQuery("select table_name, column_name from information_schema.columns"
                    + " where lower(table_name) like 'snapdock_%' and lower(column_name) like '%_millis'"
                    + " and lower(column_name) <> 'ttl_millis'")) {
                while (columns.next()) {
                    updates.add("update \"%1$s\" set \"%2$s\" = \"%2$s\" - %3$d"
                            .formatted(columns.getString(1), columns.getString(2), by.toMillis()));
                }
            }
            if (updates.isEmpty()) {
                throw new AssertionError("No times in the database of " + data);
            }
            for (String update : updates) {
                statement.executeUpdate(update);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
