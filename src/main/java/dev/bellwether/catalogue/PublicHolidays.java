package dev.bellwether.catalogue;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.bellwether.kpi.MarketCalendar;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public holidays of markets: those of a country, by Jollyday, and those written out. A country's are worked out
 * when first asked for.
 */
final class PublicHolidays implements MarketCalendar.Holidays {

    private record CountryYear(String country, int year) {}

    private final Map<String, String> countryOf;
    private final Map<String, Map<LocalDate, String>> written;
    private final Map<CountryYear, Map<LocalDate, String>> known = new ConcurrentHashMap<>();

    /**
     * @param countryOf by market; ISO code in small letters
     * @param written by market, names by day
     */
    PublicHolidays(Map<String, String> countryOf, Map<String, Map<LocalDate, String>> written) {
        this.countryOf = Map.copyOf(countryOf);
        this.written = Map.copyOf(written);
    }

    /** The countries whose holidays are known, by ISO code in small letters. */
    static List<String> countries() {
        return Arrays.stream(HolidayCalendar.values())
                .map(HolidayCalendar::getId)
                .map(id -> id.toLowerCase(Locale.ROOT))
                .filter(id -> id.length() == 2)
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> on(String market, LocalDate day) {
        String name = written.getOrDefault(market, Map.of()).get(day);
        String country = countryOf.get(market);
        if (name != null || country == null) {
            return Optional.ofNullable(name);
        }
        return Optional.ofNullable(known.computeIfAbsent(new CountryYear(country, day.getYear()), PublicHolidays::of)
                .get(day));
    }

    /** Jollyday looks its parts up through the thread, and threads of a packaged jar's pools do not all know them. */
    private static Map<LocalDate, String> of(CountryYear which) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(PublicHolidays.class.getClassLoader());
        try {
            return namesOf(which);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<LocalDate, String> namesOf(CountryYear which) {
        var names = new HashMap<LocalDate, String>();
        for (Holiday holiday : HolidayManager.getInstance(ManagerParameters.create(which.country()))
                .getHolidays(Year.of(which.year()))) {
            names.merge(holiday.getDate(), holiday.getDescription(Locale.ENGLISH), (one, other) -> one + ", " + other);
        }
        return names;
    }
}
