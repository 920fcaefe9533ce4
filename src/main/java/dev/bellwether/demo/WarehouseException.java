package dev.bellwether.demo;

import java.sql.SQLException;

/** The demo's warehouse cannot be made or filled. */
public final class WarehouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WarehouseException(String message, SQLException cause) {
        super(message, cause);
    }
}
