package dev.bellwether.notify;

import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as one reader wants them: in the own zone or the market's, with UTC beside it. */
final class Moments {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final Duration ALMOST_A_WEEK = Duration.ofDays(6);

    private final Reader reader;
    private final Markets markets;
    private final Instant now;

    Moments(Reader reader, Markets markets, Instant now) {
        this.reader = reader;
        this.markets = markets;
        this.now = now;
    }

    /** {@code Sun 22 Nov 07:35 in Spain (06:35 UTC)}. */
    String full(Instant at, Labels labels) {
        ZonedDateTime there = at.atZone(zone(labels));
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        boolean thisYear = there.getYear() == now.atZone(there.getZone()).getYear();
        String time = (thisYear ? DAY : YEAR).format(there);
        if (there.getOffset().equals(ZoneOffset.UTC)) {
            return time + " UTC";
        }
        boolean sameDay = there.toLocalDate().equals(utc.toLocalDate());
        return time + place(labels, there) + " (" + (sameDay ? TIME : WEEKDAY).format(utc) + " UTC)";
    }

    private String place(Labels labels, ZonedDateTime there) {
        Optional<Market> market = reader.zone().isEmpty() ? market(labels) : Optional.empty();
        return market.map(named -> " in " + Plain.line(named.title())).orElseGet(() -> " " + NAME.format(there));
    }

    /** {@code Sun 07:35}, or {@code 3 Nov} when that is longer ago. */
    String brief(Instant at, Labels labels) {
        boolean isLately = Duration.between(at, now).compareTo(ALMOST_A_WEEK) < 0;
        return (isLately ? WEEKDAY : DATE).format(at.atZone(zone(labels)));
    }

    ZoneId zone(Labels labels) {
        return reader.zone().orElseGet(() -> market(labels).map(Market::zone).orElse(ZoneOffset.UTC));
    }

    private Optional<Market> market(Labels labels) {
        return markets.market(labels.get(Markets.DIMENSION));
    }
}
