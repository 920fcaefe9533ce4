package dev.bellwether.history;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The readings of 512 neighbouring series at one instant as bytes, and back without loss. Little endian:
 *
 * <pre>
 *  0       version, 1
 *  1       two bits for each column (value, numerator, denominator, sample): 0 absent, 1 int32, 2 float64
 *  2..3    how many series have a reading
 *  4..67   which, a bit for each
 *  68..    column after column the figures of those series
 *  last 4  CRC-32C of all before
 * </pre>
 *
 * <p>Counts are whole numbers, so most columns are int32: a ratio takes 8 bytes a series.
 */
public final class SampleBlock {

    /** How many series share a block. */
    public static final int SERIES = 512;

    private static final byte VERSION = 1;
    private static final int PRESENCE = 4;
    private static final int WORDS = SERIES / Long.SIZE;
    private static final int HEADER = PRESENCE + WORDS * Long.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    private static final int ABSENT = 0;
    private static final int INT32 = 1;
    private static final int FLOAT64 = 2;
    private static final int[] WIDTH = {0, Integer.BYTES, Double.BYTES};

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, LITTLE_ENDIAN);

    private SampleBlock() {}

    /** How many blocks hold the series below {@code size}. */
    public static int blocks(int size) {
        return (size + SERIES - 1) / SERIES;
    }

    /** The readings of one block; the same readings always give the same bytes, and none give an empty array. */
    public static byte[] encode(Samples samples, int block) {
        int first = block * SERIES;
        int[] present = new int[SERIES];
        int count = 0;
        for (int series = first; series < Math.min(first + SERIES, samples.size()); series++) {
            if (samples.has(series)) {
                present[count++] = series;
            }
        }
        return count == 0 ? new byte[0] : encode(samples, first, Arrays.copyOf(present, count));
    }

    private static byte[] encode(Samples samples, int first, int[] present) {
        double[][] columns = new double[Samples.COLUMNS][];
        int tags = 0;
        int length = HEADER + CHECKSUM;
        for (int column = 0; column < Samples.COLUMNS; column++) {
            columns[column] = pick(samples.column(column), present);
            int tag = tagOf(columns[column]);
            tags |= tag << 2 * column;
            length += WIDTH[tag] * present.length;
        }
        byte[] data = new byte[length];
        data[0] = VERSION;
        data[1] = (byte) tags;
        SHORT.set(data, 2, (short) present.length);
        for (int series : present) {
            int bit = series - first;
            data[PRESENCE + bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
        }
        int offset = HEADER;
        for (int column = 0; column < Samples.COLUMNS; column++) {
            offset = write(columns[column], tags >> 2 * column & 3, data, offset);
        }
        INT.set(data, offset, checksum(data));
        return data;
    }

    private static double[] pick(double[] column, int[] present) {
        double[] figures = new double[present.length];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = present[i] < column.length ? column[present[i]] : Double.NaN;
        }
        return figures;
    }

    private static int tagOf(double[] figures) {
        boolean allAbsent = true;
        boolean allWhole = true;
        for (double figure : figures) {
            allAbsent &= Double.isNaN(figure);
            allWhole &= isInt(figure);
        }
        return allAbsent ? ABSENT : allWhole ? INT32 : FLOAT64;
    }

    /** By bits, for −0.0 is no int. */
    private static boolean isInt(double figure) {
        return Double.doubleToRawLongBits(figure) == Double.doubleToRawLongBits((int) figure);
    }

    private static int write(double[] figures, int tag, byte[] data, int offset) {
        if (tag == INT32) {
            for (int i = 0; i < figures.length; i++) {
                INT.set(data, offset + i * Integer.BYTES, (int) figures[i]);
            }
        } else if (tag == FLOAT64) {
            for (int i = 0; i < figures.length; i++) {
                DOUBLE.set(data, offset + i * Double.BYTES, figures[i]);
            }
        }
        return offset + WIDTH[tag] * figures.length;
    }

    /**
     * Takes the readings of one block into {@code samples}, which has none of these series yet.
     *
     * @throws IllegalArgumentException when {@code data} is not what {@link #encode} wrote
     */
    public static void decode(byte[] data, int block, Samples samples) {
        int count = check(data);
        int first = block * SERIES;
        int[] present = new int[count];
        int found = 0;
        for (int word = 0; word < WORDS; word++) {
            long bits = (long) LONG.get(data, PRESENCE + word * Long.BYTES);
            for (; bits != 0; bits &= bits - 1) {
                present[found++] = first + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
            }
        }
        int offset = HEADER;
        for (int column = 0; column < Samples.COLUMNS; column++) {
            int tag = data[1] >> 2 * column & 3;
            if (tag != ABSENT) {
                read(data, offset, tag, present, samples.columnOf(column, present[count - 1] + 1));
                offset += WIDTH[tag] * count;
            }
        }
        samples.tookIn(count, present[count - 1] + 1);
    }

    private static void read(byte[] data, int offset, int tag, int[] present, double[] into) {
        if (tag == INT32) {
            for (int i = 0; i < present.length; i++) {
                into[present[i]] = (int) INT.get(data, offset + i * Integer.BYTES);
            }
        } else {
            for (int i = 0; i < present.length; i++) {
                into[present[i]] = (double) DOUBLE.get(data, offset + i * Double.BYTES);
            }
        }
    }

    /** How many readings there are, all that is needed to read them being sound. */
    private static int check(byte[] data) {
        if (data.length < HEADER + CHECKSUM) {
            throw damaged("it has " + data.length + " bytes, fewer than any block");
        }
        if (data[0] != VERSION) {
            throw damaged("its version is " + data[0] + ", known is " + VERSION);
        }
        if ((int) INT.get(data, data.length - CHECKSUM) != checksum(data)) {
            throw damaged("its checksum does not match its " + data.length + " bytes");
        }
        int count = 0;
        for (int word = 0; word < WORDS; word++) {
            count += Long.bitCount((long) LONG.get(data, PRESENCE + word * Long.BYTES));
        }
        int width = 0;
        for (int column = 0; column < Samples.COLUMNS; column++) {
            int tag = data[1] >> 2 * column & 3;
            if (tag > FLOAT64) {
                throw damaged("column " + column + " is of an unknown kind");
            }
            width += WIDTH[tag];
        }
        if (count == 0 || count != (short) SHORT.get(data, 2) || data.length != HEADER + width * count + CHECKSUM) {
            throw damaged("its length does not fit its " + count + " series");
        }
        return count;
    }

    private static int checksum(byte[] data) {
        var crc = new CRC32C();
        crc.update(data, 0, data.length - CHECKSUM);
        return (int) crc.getValue();
    }

    private static IllegalArgumentException damaged(String why) {
        return new IllegalArgumentException("a block of samples is damaged: " + why);
    }
}
