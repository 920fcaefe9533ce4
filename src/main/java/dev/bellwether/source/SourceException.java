package dev.bellwether.source;

/** A source did not give its answer whole. Says in words for operations what happened, never with a secret in it. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether asking again may help. */
    public enum Retry {
        /** At once. */
        WORTH_IT,
        /** Not before some time has passed: it was slow, or asks for a rest. */
        LATER,
        /** Not before something is mended. */
        POINTLESS
    }

    private final Retry retry;

    public SourceException(String message, Retry retry, Throwable cause) {
        super(message, cause);
        this.retry = retry;
    }

    public SourceException(String message, Retry retry) {
        super(message);
        this.retry = retry;
    }

    public Retry retry() {
        return retry;
    }
}
