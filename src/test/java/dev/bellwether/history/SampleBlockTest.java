package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleBlockTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final double NONE = Double.NaN;

    @Test
    void takesEightBytesForARatioOfCountsAndTwelveForAValueWithItsSample() {
        var ratios = new Samples(AT);
        var values = new Samples(AT);
        for (int series = 0; series < SampleBlock.SERIES; series++) {
            ratios.put(series, NONE, series, series + 1, NONE);
            values.put(series, series / 3.0, NONE, NONE, series);
        }

        assertThat(SampleBlock.encode(ratios, 0)).hasSize(72 + 512 * 8);
        assertThat(SampleBlock.encode(values, 0)).hasSize(72 + 512 * 12);
    }

    @Test
    void writesNothingForSeriesWithoutAReading() {
        var samples = new Samples(AT);
        assertThat(SampleBlock.encode(samples, 0)).isEmpty();
        assertThat(SampleBlock.blocks(samples.size())).isZero();

        samples.put(512, 1, NONE, NONE, NONE);

        assertThat(SampleBlock.encode(samples, 0)).isEmpty();
        assertThat(SampleBlock.encode(samples, 1)).hasSize(72 + 4);
        assertThat(SampleBlock.encode(samples, 2)).isEmpty();
        assertThat(SampleBlock.blocks(samples.size())).isEqualTo(2);
    }

    @Test
    void writesTheSameReadingsAlwaysTheSame() {
        Samples samples = random(new Random(7));
        var again = new Samples(AT, 5000);
        again.putAll(samples);

        assertThat(SampleBlock.encode(again, 1)).isEqualTo(SampleBlock.encode(samples, 1));
    }

    @Test
    void bringsBackEveryBit() {
        for (int seed = 0; seed < 200; seed++) {
            Samples samples = random(new Random(seed));
            var read = new Samples(AT);
            for (int block = SampleBlock.blocks(samples.size()) - 1; block >= 0; block--) { // in any order
                byte[] data = SampleBlock.encode(samples, block);
                if (data.length > 0) {
                    SampleBlock.decode(data, block, read);
                }
            }
            assertThat(read.count()).isEqualTo(samples.count());
            assertThat(read.size()).isEqualTo(samples.size());
            for (int series = 0; series < samples.size(); series++) {
                assertThat(bits(read, series))
                        .as("seed %s, series %s", seed, series)
                        .isEqualTo(bits(samples, series));
            }
        }
    }

    @Test
    void noticesEveryBitThatFlips() {
        var samples = new Samples(AT);
        samples.put(0, 0.25, NONE, NONE, 3);
        samples.put(70, 4, NONE, NONE, NONE);
        byte[] sound = SampleBlock.encode(samples, 0);

        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(damaged);
        }
    }

    @Test
    void noticesBytesThatAreMissingOrTooMany() {
        var samples = new Samples(AT);
        samples.put(3, 0.25, NONE, NONE, 3);
        byte[] sound = SampleBlock.encode(samples, 0);

        for (int length = 0; length < sound.length; length++) {
            assertDamaged(Arrays.copyOf(sound, length));
        }
        assertDamaged(Arrays.copyOf(sound, sound.length + 4));
        assertDamaged(new byte[8192]);
    }

    @Test
    void namesAVersionItDoesNotKnow() {
        var samples = new Samples(AT);
        samples.put(0, 1, NONE, NONE, NONE);
        byte[] data = SampleBlock.encode(samples, 0);
        data[0] = 2;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleBlock.decode(data, 0, new Samples(AT)))
                .withMessageContaining("version is 2, known is 1");
    }

    private static void assertDamaged(byte[] data) {
        var untouched = new Samples(AT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleBlock.decode(data, 0, untouched))
                .withMessageContaining("damaged");
        assertThat(untouched.count()).isZero();
    }

    private static Samples random(Random random) {
        var samples = new Samples(AT);
        boolean whole = random.nextBoolean();
        boolean ratio = random.nextBoolean();
        int size = 1 + random.nextInt(1600);
        double density = random.nextDouble();
        for (int series = 0; series < size; series++) {
            if (random.nextDouble() < density) {
                double one = whole ? random.nextInt() : Double.longBitsToDouble(random.nextLong());
                double other = random.nextInt(4) == 0 ? NONE : random.nextInt(10);
                if (Double.isNaN(one)) {
                    one = -0.0;
                }
                samples.put(series, ratio ? NONE : one, ratio ? other : NONE, ratio ? one : NONE, other);
            }
        }
        samples.put(size, 1, NONE, NONE, NONE);
        return samples;
    }

    private static long[] bits(Samples samples, int series) {
        return new long[] {
            Double.doubleToLongBits(samples.givenValue(series)),
            Double.doubleToLongBits(samples.numerator(series)),
            Double.doubleToLongBits(samples.denominator(series)),
            Double.doubleToLongBits(samples.givenSample(series))
        };
    }
}
