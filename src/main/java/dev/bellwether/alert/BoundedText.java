package dev.bellwether.alert;

/**
 * A text that can be looked at only so often. Patterns come from people, and one such as {@code (a+)+b} would keep a
 * thread busy for ever.
 */
final class BoundedText implements CharSequence {

    private static final int LOOKS = 1_000_000;

    /** The text was looked at too often. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Exhausted() {
            super("a pattern does not come to an end", null, false, false);
        }
    }

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
