package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.kpi.Market;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketplaceTest {

    private final Marketplace marketplace = Marketplace.standard();

    @Test
    void hasTheMarketsOfTheShippedCatalogue() {
        List<Market> simulated = marketplace.markets().stream()
                .map(market -> new Market(market.code(), market.title(), market.zone()))
                .toList();

        assertThat(CatalogueReader.read(Path.of("kpis")).catalogue().markets().all())
                .containsExactlyInAnyOrderElementsOf(simulated);
    }

    @Test
    void sharesAddUpToAll() {
        assertThat(marketplace.carriers())
                .satisfies(all -> assertAddUp(
                        all.stream().mapToDouble(Marketplace.Carrier::share).sum()));
        assertAddUp(marketplace.categories().stream()
                .mapToDouble(Marketplace.Category::share)
                .sum());
        assertAddUp(marketplace.tiers().stream()
                .mapToDouble(Marketplace.SellerTier::orderShare)
                .sum());
        assertThat(marketplace.markets())
                .allSatisfy(market -> assertAddUp(market.methods().stream()
                        .mapToDouble(Marketplace.PaymentMethod::share)
                        .sum()));
    }

    @Test
    void deliversNineteenOfTwentyParcelsWithinThePromise() {
        var world = new World(marketplace, Script.quiet(), 1);
        for (var market : marketplace.markets()) {
            for (var carrier : marketplace.carriers()) {
                var lane = new Lane(world, market, carrier, 0);

                assertThat(Math.exp(-lane.hazard(0, lane.promisedDays()))).isCloseTo(0.05, within(0.001));
            }
        }
    }

    @Test
    void anOutageLeavesMoreOldParcelsOnTheirWay() {
        Instant anchor = Instant.parse("2026-11-22T03:00:25Z");
        var spain = marketplace.markets().stream()
                .filter(market -> market.code().equals("ES"))
                .findFirst()
                .orElseThrow();
        var meridian = marketplace.carriers().get(0);
        var quiet = new Lane(new World(marketplace, Script.quiet(), 1), spain, meridian, 0);
        var down = new Lane(new World(marketplace, Script.around(anchor), 1), spain, meridian, 0);

        assertThat(down.onTheirWay(10, anchor)).isGreaterThan(1.3 * quiet.onTheirWay(10, anchor));
        assertThat(down.onTheirWay(0, anchor)).isCloseTo(quiet.onTheirWay(0, anchor), within(10.0));
    }

    private static void assertAddUp(double shares) {
        assertThat(shares).isCloseTo(1, within(1e-9));
    }
}
