package dev.bellwether.ruletest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series of numbers as Prometheus' {@code promtool test rules} has it: {@code 0.95x3 0.70 _ 1+2x4}.
 *
 * <p>{@code a} is one number, {@code axn} is a and n more of it, {@code a+bxn} and {@code a-bxn} are a and n more, each b
 * higher or lower than the one before, {@code _} is no number and {@code _xn} n times none. Steps are exact: {@code
 * 0.1+0.1x2} ends in 0.3.
 */
public final class SeriesNotation {

    /** Nobody means to write more of them. */
    static final int MOST = 20_000;

    private static final String NUMBER = "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?";
    private static final Pattern WORD =
            Pattern.compile("(?:_|([-+]?" + NUMBER + ")(?:([-+]" + NUMBER + ")(?=x))?)(?:x(\\d{1,9}))?");

    private SeriesNotation() {}

    /**
     * The numbers, {@code NaN} where none is.
     *
     * @throws IllegalArgumentException when a word is not written this way; the message names it
     */
    public static double[] parse(String text) {
        var numbers = new ArrayList<Double>();
        for (String word : text.strip().split("\\s+")) {
            Matcher matcher = WORD.matcher(word);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + word + "\" is neither a number, a repeated number nor _");
            }
            int repeats = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
            if (numbers.size() + (long) repeats >= MOST) {
                throw new IllegalArgumentException("\"" + word + "\" makes more than " + MOST + " values");
            }
            add(matcher, repeats, numbers);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void add(Matcher word, int repeats, List<Double> numbers) {
        if (word.group(1) == null) {
            int times = word.group(3) == null ? 1 : repeats;
            for (int i = 0; i < times; i++) {
                numbers.add(Double.NaN);
            }
            return;
        }
        var first = new BigDecimal(word.group(1));
        BigDecimal step = word.group(2) == null ? BigDecimal.ZERO : new BigDecimal(word.group(2));
        for (int i = 0; i <= repeats; i++) {
            double number = first.add(step.multiply(BigDecimal.valueOf(i))).doubleValue();
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("\"" + word.group() + "\" is too large");
            }
            numbers.add(number);
        }
    }

    /** The numbers written the short way, with {@code axn} for those that repeat and {@code _} for {@code NaN}. */
    public static String write(double... numbers) {
        var words = new ArrayList<String>();
        for (int i = 0; i < numbers.length; ) {
            int end = i + 1;
            while (end < numbers.length && Double.compare(numbers[end], numbers[i]) == 0) {
                end++;
            }
            words.add(word(numbers[i], end - i));
            i = end;
        }
        return String.join(" ", words);
    }

    private static String word(double number, int times) {
        if (Double.isNaN(number)) {
            return times == 1 ? "_" : "_x" + times;
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e9;
        String text = isWhole ? String.valueOf((long) number) : String.valueOf(number);
        return times == 1 ? text : text + "x" + (times - 1);
    }

    /** How it is written, for messages. */
    static String examples() {
        return "0.95x3 0.70 _ (four times 0.95, once 0.70, no row)";
    }
}
