package dev.bellwether.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.opentest4j.TestAbortedException;
import org.postgresql.PGConnection;

/** The warehouse of the Olist example: the CSV files in a real PostgreSQL, loaded by the scripts a reader would use. */
final class OlistWarehouse {

    /** Where the example lies, seen from the project. */
    static final Path EXAMPLE = Path.of("examples", "olist");

    private static final List<String> TABLES =
            List.of("orders", "orders_more", "order_items", "order_reviews", "customers");

    /** Packed as the sample has them, or as Kaggle gives them. */
    private static final List<String> FILES = List.of("%s.csv.gz", "olist_%s_dataset.csv");

    private OlistWarehouse() {}

    /** The folder with the CSV files; it is not part of the repository, and may be absent. */
    static Optional<Path> folder() {
        String named = System.getenv("BELLWETHER_OLIST");
        Path folder = named == null ? Path.of("..", "shared", "data", "olist") : Path.of(named);
        return Optional.of(folder).filter(candidate -> file(candidate, "orders").isPresent());
    }

    /** The folder; without it the tests skip loudly, and fail in CI. */
    static Path folderOrSkip() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            String lacking = "no Olist data: set BELLWETHER_OLIST to the folder with the files of the data set";
            System.err.println("SKIPPED: " + lacking);
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(lacking);
            }
            throw new TestAbortedException(lacking);
        }
        return folder.get();
    }

    /** Creates the tables, copies the files into them and makes the marts. */
    static void load(DataSource database, Path folder) throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, EXAMPLE.resolve("warehouse.sql"));
            for (String table : TABLES) {
                Optional<Path> file = file(folder, table);
                if (file.isPresent()) { // the whole data set has no orders_more
                    copy(connection, table, file.get());
                }
            }
            run(connection, EXAMPLE.resolve("marts.sql"));
        }
    }

    private static Optional<Path> file(Path folder, String table) {
        return FILES.stream()
                .map(name -> folder.resolve(name.formatted(table)))
                .filter(Files::exists)
                .findFirst();
    }

    private static InputStream open(Path file) throws IOException {
        InputStream content = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(content) : content;
    }

    private static void run(Connection connection, Path script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Connection connection, String table, Path file) throws SQLException {
        try (var rows = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            String columns = rows.readLine();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY raw." + table + " (" + columns + ") FROM STDIN (FORMAT csv)", rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
