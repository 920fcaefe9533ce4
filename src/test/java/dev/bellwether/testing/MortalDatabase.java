package dev.bellwether.testing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A database as seen by a process that dies at its n-th step, before or after a statement or a commit. From then on
 * nothing it does reaches the database; what was not committed is rolled back, as after kill -9.
 */
public final class MortalDatabase implements DataSource {

    /** The process is no more. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Set<String> STEPS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

    private final DataSource database;
    private final int diesAt;
    private int steps;
    private boolean dead;

    public MortalDatabase(DataSource database, int diesAt) {
        this.database = database;
        this.diesAt = diesAt;
    }

    /** A moment at which the process may die, for those who do something else than speak to the database. */
    public void step() {
        if (dead || ++steps == diesAt) {
            dead = true;
            throw new Killed();
        }
    }

    public boolean isDead() {
        return dead;
    }

    @Override
    public Connection getConnection() throws SQLException {
        step();
        Connection real = database.getConnection();
        return wrap(Connection.class, real, real);
    }

    private <T> T wrap(Class<T> type, T real, Connection connection) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            boolean isStep = STEPS.contains(method.getName());
            try {
                if (dead && !method.getName().equals("close")) {
                    throw new Killed();
                }
                if (isStep) {
                    step();
                }
                Object result = method.invoke(real, args);
                if (isStep) {
                    step();
                }
                return result instanceof java.sql.PreparedStatement statement && real instanceof Connection
                        ? wrap(java.sql.PreparedStatement.class, statement, connection)
                        : result instanceof java.sql.Statement plain && real instanceof Connection
                                ? wrap(java.sql.Statement.class, plain, connection)
                                : result;
            } catch (Killed killed) {
                if (!connection.isClosed() && !connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                connection.close();
                throw killed;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
