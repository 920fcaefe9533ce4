package dev.bellwether.contribution;

/** How the segments of a KPI make up the whole. */
public enum Form {

    /** Segments add up: orders, money. */
    SUM {
        @Override
        public double value(Amount amount) {
            return amount.numerator();
        }

        @Override
        double weight(Amount amount) {
            return Math.max(0, amount.numerator());
        }

        @Override
        double effect(Amount change, Amount expected) {
            return change.numerator();
        }
    },

    /** Numerators and denominators add up, the ratio itself does not. */
    RATIO {
        @Override
        public double value(Amount amount) {
            return amount.denominator() == 0 ? Double.NaN : amount.numerator() / amount.denominator();
        }

        @Override
        double weight(Amount amount) {
            return Math.max(0, amount.denominator());
        }

        /** The finite difference of the quotient, f and g being the whole: (Δf·g − Δg·f) / (g·(g + Δg)). */
        @Override
        double effect(Amount change, Amount expected) {
            double before = expected.denominator();
            double after = before + change.denominator();
            if (before <= 0 || after <= 0) { // nothing of the whole is left: it is no ratio then
                return 0;
            }
            return (change.numerator() * before - change.denominator() * expected.numerator()) / (before * after);
        }
    };

    /** The KPI's value; {@code NaN} for a ratio of nothing. */
    public abstract double value(Amount amount);

    /** How much of the whole a segment is. */
    abstract double weight(Amount amount);

    /** How far the whole moves when only one segment changes. */
    abstract double effect(Amount change, Amount expected);
}
