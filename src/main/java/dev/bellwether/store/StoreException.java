package dev.bellwether.store;

/** What is stored cannot be read, with the row that is to blame. */
public final class StoreException extends RuntimeException {

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
