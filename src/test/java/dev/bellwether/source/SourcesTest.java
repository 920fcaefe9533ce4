package dev.bellwether.source;

import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

    @Test
    void findsTheSourceThatAKpiNames() {
        var sources = new Sources(List.of(csv("lake"), csv("warehouse")));

        assertThat(sources.of(kpi("late.csv")).name()).isEqualTo("warehouse");
        assertThat(sources.names()).containsExactly("lake", "warehouse");
    }

    @Test
    void saysWhichSourceWasLikelyMeant() {
        assertThatThrownBy(() -> new Sources(List.of(csv("lake"), csv("warehouses"))).of(kpi("late.csv")))
                .isInstanceOf(SourceException.class)
                .hasMessage("late_ratio: unknown source \"warehouse\"; did you mean \"warehouses\"?");
    }

    @Test
    void refusesTwoSourcesOfOneName() {
        assertThatThrownBy(() -> new Sources(List.of(csv("lake"), csv("lake"))))
                .hasMessage("two sources are called \"lake\"");
    }

    private static CsvSource csv(String name) {
        return new CsvSource(new CsvSource.Settings(name, Path.of("."), 1, 1));
    }
}
