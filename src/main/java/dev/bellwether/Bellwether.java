package dev.bellwether;

/** Starts Bellwether. */
public final class Bellwether {
    private Bellwether() {}

    public static void main(String[] args) {}
}
