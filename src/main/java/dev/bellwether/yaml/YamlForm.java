package dev.bellwether.yaml;

import dev.bellwether.problem.DidYouMean;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How one kind of single value is written: how to read it, and how to tell a person who wrote it otherwise.
 *
 * @param noun with its article, such as {@code a grain}
 * @param parser nothing, or an exception for a bad argument, when the text is not written this way
 * @param mending what to write instead of the text; the text is empty when nothing was written
 */
public record YamlForm<T>(String noun, Function<String, Optional<T>> parser, UnaryOperator<String> mending) {

    /** Any text that is not blank, without the space around it. */
    public static final YamlForm<String> TEXT =
            of("a text", text -> Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty()), "write some text");

    /** {@code true} or {@code false}. */
    public static final YamlForm<Boolean> TRUTH = of(
            "true or false",
            text -> text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty(),
            "write true or false");

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    /** A finite number such as {@code 410} or {@code -0.5}. */
    public static final YamlForm<Double> NUMBER = of(
            "a number",
            text -> Optional.of(text)
                    .filter(DECIMAL.asMatchPredicate())
                    .map(Double::valueOf)
                    .filter(Double::isFinite),
            "write it like 410 or 0.5");

    public static <T> YamlForm<T> of(String noun, Function<String, Optional<T>> parser, String mend) {
        return new YamlForm<>(noun, parser, text -> mend);
    }

    /** A text of this shape. */
    public static YamlForm<String> matching(String noun, Pattern shape, String mend) {
        return of(noun, text -> Optional.of(text).filter(shape.asMatchPredicate()), mend);
    }

    /** One of an enum's constants, written in small letters. */
    public static <E extends Enum<E>> YamlForm<E> oneOf(String noun, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new YamlForm<>(
                noun,
                text -> words.contains(text)
                        ? Optional.of(type.getEnumConstants()[words.indexOf(text)])
                        : Optional.empty(),
                text -> DidYouMean.among(text, words)
                        .filter(near -> !text.isEmpty())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("write " + enumerated(words)));
    }

    /** {@code a, b or c}, for messages. */
    public static String enumerated(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    Optional<T> parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    String mend(String text) {
        return mending.apply(text);
    }
}
