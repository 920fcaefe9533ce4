package dev.bellwether.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PublicHolidaysTest {

    private static final LocalDate CHRISTMAS = LocalDate.parse("2026-12-25");

    @Test
    void knowsACountrysHolidays() {
        var holidays = new PublicHolidays(Map.of("ES", "es"), Map.of());

        assertThat(holidays.on("ES", CHRISTMAS)).hasValue("Christmas");
        assertThat(holidays.on("ES", CHRISTMAS.plusDays(2))).isEmpty();
        assertThat(holidays.on("XX", CHRISTMAS)).isEmpty();
    }

    /** As in the packaged jar, where the common pool's threads see the launcher alone. Jollyday remembers its parts: only the first asks. */
    @Test
    void areKnownOnThreadsThatSeeNoLibraries() throws InterruptedException {
        var holidays = new PublicHolidays(Map.of("PL", "pl"), Map.of());
        var found = new AtomicReference<Optional<String>>(Optional.empty());
        var thread = new Thread(() -> found.set(holidays.on("PL", CHRISTMAS)));
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());

        thread.start();
        thread.join();

        assertThat(found.get()).isPresent();
    }
}
