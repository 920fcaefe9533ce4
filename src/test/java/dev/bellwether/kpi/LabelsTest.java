package dev.bellwether.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void areEqualInWhateverOrderTheyWereNamed() {
        assertThat(Labels.of("market", "ES", "carrier", "correo"))
                .isEqualTo(Labels.of("carrier", "correo", "market", "ES"))
                .hasSameHashCodeAs(Labels.of("carrier", "correo", "market", "ES"));
    }

    @Test
    void takeAnAbsentLabelForAnEmptyOne() {
        assertThat(Labels.of("market", "ES", "carrier", "")).isEqualTo(Labels.of("market", "ES"));
        assertThat(Labels.NONE.get("market")).isEmpty();
    }

    @Test
    void areWrittenAsPrometheusWritesThem() {
        assertThat(Labels.of("market", "E\"S\\\n", "carrier", "correo"))
                .hasToString("{carrier=\"correo\", market=\"E\\\"S\\\\\\n\"}");
    }

    @Test
    void keepOnlyWhatIsWanted() {
        assertThat(Labels.of("market", "ES", "carrier", "correo").only(List.of("market", "tier")))
                .isEqualTo(Labels.of("market", "ES"));
    }
}
