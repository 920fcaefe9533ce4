package dev.bellwether.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception where more bytes come than are allowed. */
final class CappedStream extends FilterInputStream {

    private final long cap;
    private long read;

    CappedStream(InputStream in, long cap) {
        super(in);
        this.cap = cap;
    }

    /** More came than is allowed. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long cap) {
            super("more than %,d bytes".formatted(cap));
        }
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int some = super.read(into, from, length);
        count(Math.max(0, some));
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) throws IOException {
        read += more;
        if (read > cap) {
            throw new TooLarge(cap);
        }
    }
}
