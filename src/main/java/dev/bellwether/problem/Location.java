package dev.bellwether.problem;

/**
 * A place in something a person wrote.
 *
 * @param file as the person would name it, such as {@code rules/checkout.drl}
 * @param sheet of a spreadsheet; empty for a file of text
 * @param line from 1; 0 when the whole file or sheet is meant
 * @param column from 1; 0 when the whole line is meant
 */
public record Location(String file, String sheet, int line, int column) {

    private static final int LETTERS = 26;

    public Location(String file, int line, int column) {
        this(file, "", line, column);
    }

    public static Location of(String file) {
        return new Location(file, 0, 0);
    }

    public static Location of(String file, int line) {
        return new Location(file, line, 0);
    }

    /**
     * {@code file:line:column}, without the parts that are not known. A cell is named as spreadsheets name it:
     * {@code rules/late.drl.xlsx:Sheet1!C7}.
     */
    @Override
    public String toString() {
        if (!sheet.isEmpty()) {
            return file + ":" + quotedSheet() + (line == 0 ? "" : "!" + letters(column) + line);
        }
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    /** Spreadsheets put a name in quotes that is more than one word. */
    private String quotedSheet() {
        return sheet.matches("[\\p{L}_][\\p{L}\\p{N}_]*") ? sheet : "'" + sheet.replace("'", "''") + "'";
    }

    /** A to Z, AA to ZZ and so on: 26 letters and no nought. */
    private static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }
}
