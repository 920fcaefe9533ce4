package dev.bellwether.notify;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a picture of few colours with one byte for each dot, which makes a third of the size. */
final class FewColours {

    private static final int MOST = 64;

    /** The four lowest bits of each part; the eye does not see them in the rim of a letter. */
    private static final int ROUGHLY = 0xf0f0f0;

    private FewColours() {}

    /** The same picture in its most frequent colours; the others become the nearest of these. */
    static BufferedImage of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] dots = image.getRGB(0, 0, width, height, null, 0, width);
        List<Integer> colours = mostFrequent(dots);
        var indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette(colours));
        var indexOf = new HashMap<Integer, Integer>();
        byte[] bytes = new byte[dots.length];
        for (int i = 0; i < dots.length; i++) {
            boolean isAsBefore = i > 0 && dots[i] == dots[i - 1];
            bytes[i] = isAsBefore
                    ? bytes[i - 1]
                    : indexOf.computeIfAbsent(dots[i] & 0xffffff, colour -> nearest(colour, colours))
                            .byteValue();
        }
        indexed.getRaster().setDataElements(0, 0, width, height, bytes);
        return indexed;
    }

    private static List<Integer> mostFrequent(int[] dots) {
        var exact = new HashMap<Integer, Integer>();
        for (int i = 0, run = 1; i < dots.length; i++, run++) {
            boolean goesOn = i + 1 < dots.length && dots[i] == dots[i + 1];
            if (!goesOn) {
                exact.merge(dots[i] & 0xffffff, run, Integer::sum);
                run = 0;
            }
        }
        // the rims of letters fall together, the colours of areas keep their exact value
        var rough = new HashMap<Integer, Map.Entry<Integer, Integer>>();
        for (Map.Entry<Integer, Integer> one : exact.entrySet()) {
            rough.merge(
                    one.getKey() & ROUGHLY, one, (some, other) -> some.getValue() >= other.getValue() ? some : other);
        }
        return rough.values().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static IndexColorModel palette(List<Integer> colours) {
        byte[] red = new byte[colours.size()];
        byte[] green = new byte[colours.size()];
        byte[] blue = new byte[colours.size()];
        for (int i = 0; i < colours.size(); i++) {
            red[i] = (byte) (colours.get(i) >> 16);
            green[i] = (byte) (colours.get(i) >> 8);
            blue[i] = (byte) (int) colours.get(i);
        }
        return new IndexColorModel(8, colours.size(), red, green, blue);
    }

    private static int nearest(int colour, List<Integer> colours) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.size(); i++) {
            int distance = distance(colour, colours.get(i));
            if (distance < least) {
                nearest = i;
                least = distance;
            }
        }
        return nearest;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
        int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
        int blue = (one & 0xff) - (other & 0xff);
        return red * red + green * green + blue * blue;
    }
}
