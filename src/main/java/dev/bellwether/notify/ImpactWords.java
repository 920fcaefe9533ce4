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
        String among = measure.isOfASample() ? " among the " + numbers.count(point.sample()) + " counted" : "";
        String now = (course.isOver() ? "At worst about " : "About ") + words(measure, one, among);
        List<Trail.Point> points = measure.impact.additive() ? course.sinceItBegan() : List.of();
        double all = points.stream()
                .mapToDouble(measure::more)
                .filter(Double::isFinite)
                .sum();
        return points.size() < 2 || isNothing(all)
                ? now
                : now + (course.isOver() ? " In all about " : " Since it began about ") + words(measure, all, "");
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

    /** {@code 850 fewer parcels than usual, some USD 20,000 at USD 24 each.} */
    private String words(Measure measure, double more, String among) {
        String usual = " than usual" + among;
        if (measure.unit == Unit.USD) {
            return "USD " + rounded(more) + (more < 0 ? " less" : " more") + usual + ".";
        }
        double each = measure.impact.usdEach();
        String worth = isNothing(more * each)
                ? ""
                : ", some USD " + rounded(more * each) + " at USD " + numbers.count(each) + " each";
        return rounded(more) + (more < 0 ? " fewer " : " more ") + Names.line(measure.impact.counts()) + usual + worth
                + ".";
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
