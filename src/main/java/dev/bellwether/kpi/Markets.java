package dev.bellwether.kpi;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The markets that {@code kpis/markets.yml} names, by code, and their calendar. */
public final class Markets {

    public static final Markets NONE = new Markets(List.of());

    /** The dimension whose value is a market's code. */
    public static final String DIMENSION = "market";

    private final Map<String, Market> byCode;

    private final MarketCalendar calendar;

    public Markets(Collection<Market> markets) {
        this(markets, MarketCalendar.NONE);
    }

    public Markets(Collection<Market> markets, MarketCalendar calendar) {
        this.calendar = calendar;
        byCode = markets.stream().collect(Collectors.toUnmodifiableMap(Market::code, Function.identity()));
    }

    /** The same markets under another calendar. */
    public Markets with(MarketCalendar other) {
        return new Markets(byCode.values(), other);
    }

    public Optional<Market> market(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The local time of a series: its market's zone, or the KPI's where it has no known market. */
    public ZoneId zoneOf(Kpi kpi, Labels labels) {
        Market market = byCode.get(labels.get(DIMENSION));
        return market == null ? kpi.zone() : market.zone();
    }

    /** What makes days unlike others. */
    public MarketCalendar calendar() {
        return calendar;
    }

    public Collection<Market> all() {
        return byCode.values();
    }
}
