package dev.bellwether.source;

import dev.bellwether.testing.Postgres;
import javax.sql.DataSource;

class JdbcSourceIT extends JdbcSourceContract {

    @Override
    DataSource freshDatabase() {
        return Postgres.freshDatabase();
    }

    @Override
    String slowQuery() {
        return "SELECT :to AS at, 1 AS value FROM pg_sleep(10) WHERE now() > :from";
    }
}
