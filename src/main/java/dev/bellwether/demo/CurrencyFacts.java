package dev.bellwether.demo;

import dev.bellwether.demo.World.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * What a unit of each market's currency is worth in dollars, every quarter of an hour: slow and quick wanderings laid
 * over each other, each a straight line between points that are days apart.
 */
record CurrencyFacts(World world) implements Facts {

    private static final long DAY = 86_400;
    private static final double[] DAYS_APART = {1, 5, 20};

    private enum Currency {
        RUB(0.0124, 0.006),
        BRL(0.187, 0.006),
        INR(0.0113, 0.002),
        ILS(0.298, 0.004),
        EUR(1.16, 0.0028),
        PLN(0.274, 0.0035),
        CZK(0.0479, 0.0035),
        KZT(0.0019, 0.005);

        private final double usd;
        private final double spread;

        Currency(double usd, double spread) {
            this.usd = usd;
            this.spread = spread;
        }
    }

    @Override
    public Table table() {
        return Table.ofDays("agg_currency_15m", Duration.ofMinutes(15), 2);
    }

    @Override
    public void write(Instant end, Rows rows) {
        for (Currency currency : Currency.values()) {
            double wandering = 0;
            for (double days : DAYS_APART) {
                wandering += currency.spread * Math.sqrt(days) * between(currency, end, days * DAY);
            }
            rows.add(currency.name(), currency.usd * Math.exp(wandering));
        }
    }

    private double between(Currency currency, Instant at, double apart) {
        double place = at.getEpochSecond() / apart;
        long point = (long) Math.floor(place);
        double part = place - point;
        return (1 - part) * point(currency, point, apart) + part * point(currency, point + 1, apart);
    }

    private double point(Currency currency, long point, double apart) {
        long series = Math.round(apart / DAY) * Currency.values().length + currency.ordinal();
        return world.draw(Subject.CURRENCIES, series, point).gaussian();
    }
}
