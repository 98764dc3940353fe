package example.shop;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import javax.sql.DataSource;

/** Rows of the host's, written with what its {@link Beans} give. */
@ApplicationScoped
public class Sales {
    @Inject
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Resource
    private DataSource dataSource;

    @Transactional
    public long sell(String name) {
        makeTable();
        entities.merge(new Sold(name, clock.millis()));
        entities.flush();
        entities.clear();
        return entities.find(Sold.class, name).at();
    }

    private void makeTable() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists shop_sold (name varchar(100) primary key, at bigint)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
