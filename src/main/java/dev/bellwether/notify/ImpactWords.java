package dev.bellwether.notify;

import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * Says how many orders, parcels or buyers the move of a figure stands for, and what they are worth. An estimate against
 * what is usual, therefore in two digits; nothing where the KPI does not say what it counts.
 */
final class ImpactWords {

    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final Numbers numbers;

    ImpactWords(Numbers numbers) {
        this.numbers = numbers;
    }

    /** One sentence or two; empty where there is nothing to say. */
    String of(Course course) {
        Optional<Impact> impact = course.kpi().map(Kpi::impact).filter(any -> !any.equals(Impact.NOT_SAID));
        if (impact.isEmpty() || !course.moved()) {
            return "";
        }
        var measure = new Measure(course.figures().unit(), impact.get());
        Trail.Point point = course.isOver() ? course.worst() : course.newest();
        double one = measure.more(point);
        if (isNothing(one)) {
            return "";
        }
        List<Trail.Point> points = measure.impact.additive() ? course.sinceItBegan() : List.of();
        double all = points.stream()
                .mapToDouble(measure::more)
                .filter(Double::isFinite)
                .sum();
        String sentence = (course.isOver() ? "At worst about " : "About ") + ofOne(measure, one, point);
        return points.size() < 2 || isNothing(all)
                ? sentence
                : sentence + (course.isOver() ? " In all about " : " Since it began about ") + ofAll(measure, all);
    }

    /** What a KPI's readings measure. */
    private record Measure(Unit unit, Impact impact) {

        /** Whether it is a share or a mean; else it is a sum. */
        boolean isOfASample() {
            return unit == Unit.RATIO || unit == Unit.USD && !impact.additive();
        }

        /** How many things, or dollars, more than usual there were; {@code NaN} when that cannot be known. */
        double more(Trail.Point point) {
            double move = point.value() - point.expected();
            return isOfASample() ? move * point.sample() : move;
        }
    }

    /** {@code 850 fewer orders than usual among the 21,300 counted, some USD 26,000 at USD 31 each.} */
    private String ofOne(Measure measure, double more, Trail.Point point) {
        String things = measure.unit == Unit.USD ? "" : " " + Names.line(measure.impact.counts());
        String among = measure.isOfASample() ? " among the " + numbers.count(point.sample()) + " counted" : "";
        String worth = worth(measure, more);
        String each = worth.isEmpty() ? "" : " at USD " + numbers.count(measure.impact.usdEach()) + " each";
        return amount(measure, more) + things + " than usual" + among + worth + each + ".";
    }

    /** {@code 2,900 fewer, some USD 90,000.} */
    private String ofAll(Measure measure, double more) {
        return amount(measure, more) + worth(measure, more) + ".";
    }

    private String amount(Measure measure, double more) {
        return measure.unit == Unit.USD
                ? "USD " + rounded(more) + (more < 0 ? " less" : " more")
                : rounded(more) + (more < 0 ? " fewer" : " more");
    }

    private String worth(Measure measure, double more) {
        double usd = more * measure.impact.usdEach();
        return isNothing(usd) ? "" : ", some USD " + rounded(usd);
    }

    /** Less than one half of a thing, and what is not known. */
    private static boolean isNothing(double amount) {
        return !Double.isFinite(amount) || Math.abs(amount) < 0.5;
    }

    private String rounded(double amount) {
        double whole = Math.rint(Math.abs(amount));
        return numbers.count(BigDecimal.valueOf(whole).round(TWO_DIGITS).doubleValue());
    }
}
