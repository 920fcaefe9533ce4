package dev.bellwether.alert;

import java.util.List;

/**
 * One condition of a rule, beside what it saw.
 *
 * @param written as the rule has it, {@code delta <= -0.08}
 * @param saw the values behind it, {@code delta = −31.0 points}; empty where there are none to show
 * @param holds whether it held
 * @param margin how far it was from the turning point, {@code 23.0 points past}; empty where that has no meaning
 * @param parts the conditions it is made of, when it joins several by {@code &&} or {@code ||}
 */
public record Condition(String written, String saw, boolean holds, String margin, List<Condition> parts) {

    public Condition {
        parts = List.copyOf(parts);
    }

    /** One that held, without a margin. */
    public Condition(String written, String saw) {
        this(written, saw, true, "", List.of());
    }
}
