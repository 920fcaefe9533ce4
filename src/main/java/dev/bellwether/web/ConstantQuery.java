package dev.bellwether.web;

import java.util.Optional;

/**
 * The one kind of PromQL that is answered here: arithmetic over numbers, alone or as a vector. Clients ask
 * {@code 1+1} and {@code vector(1)} to see whether somebody is there.
 *
 * @param isVector whether it was asked as {@code vector(…)}
 */
record ConstantQuery(double value, boolean isVector) {

    /** A longer text is no probe. */
    private static final int LONGEST = 200;

    private static final String VECTOR = "vector(";

    /** Nothing for what asks for more than arithmetic. */
    static Optional<ConstantQuery> parse(String query) {
        String text = query.replaceAll("\\s+", "");
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        boolean isVector = text.startsWith(VECTOR) && text.endsWith(")");
        String scalar = isVector ? text.substring(VECTOR.length(), text.length() - 1) : text;
        try {
            return Optional.of(new ConstantQuery(new Arithmetic(scalar).value(), isVector));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Sums of products of numbers, signs and brackets. */
    private static final class Arithmetic {

        private final String text;
        private int at;

        Arithmetic(String text) {
            this.text = text;
        }

        double value() {
            double value = sum();
            if (at < text.length()) {
                throw new NumberFormatException(text);
            }
            return value;
        }

        private double sum() {
            double sum = product();
            while (at < text.length()) {
                if (takes('+')) {
                    sum += product();
                } else if (takes('-')) {
                    sum -= product();
                } else {
                    break;
                }
            }
            return sum;
        }

        private double product() {
            double product = factor();
            while (at < text.length()) {
                if (takes('*')) {
                    product *= factor();
                } else if (takes('/')) {
                    product /= factor();
                } else if (takes('%')) {
                    product %= factor();
                } else {
                    break;
                }
            }
            return product;
        }

        private double factor() {
            if (takes('-')) {
                return -factor();
            }
            if (takes('+')) {
                return factor();
            }
            if (takes('(')) {
                double inside = sum();
                if (!takes(')')) {
                    throw new NumberFormatException(text);
                }
                return inside;
            }
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            return Double.parseDouble(text.substring(start, at));
        }

        private boolean takes(char sign) {
            boolean isThere = at < text.length() && text.charAt(at) == sign;
            at += isThere ? 1 : 0;
            return isThere;
        }
    }
}
