package dev.bellwether.source;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A data source of one connection that stays open when it is given back, as in a pool. */
final class Unclosed {

    private Unclosed() {}

    static DataSource of(Connection connection) {
        Connection unclosed = (Connection) Proxy.newProxyInstance(
                Unclosed.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return (DataSource) Proxy.newProxyInstance(
                Unclosed.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> unclosed);
    }
}
