package dev.bellwether.store;

import dev.bellwether.testing.Databases;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class JdbcHistoryH2FileIT extends JdbcHistoryContract {

    @TempDir
    Path directory;

    @Override
    DataSource freshDatabase() {
        return Databases.migrated(Databases.h2File(directory));
    }
}
