package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.ArrayList;
import java.util.List;

/** Takes CSV (RFC 4180) apart and remembers where each cell begins, which no library tells. */
final class CsvCells {

    private final String file;
    private final String text;
    private final List<List<TableCell>> rows = new ArrayList<>();
    private List<TableCell> row = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private CsvCells(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Rows without empty lines and lines that begin with {@code #}. */
    static Table of(String file, String text) {
        var cells = new CsvCells(file, text);
        cells.read();
        return new Table(Location.of(file), cells.rows);
    }

    private void read() {
        while (at < text.length()) {
            if (row.isEmpty() && text.charAt(at) == '#') {
                at = endOfLine();
            } else {
                readCell();
            }
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                if (at == text.length() || text.charAt(at) == '\n') {
                    row.add(TableCell.of("", place()));
                }
            }
            if (at >= text.length() || text.charAt(at) == '\n') {
                endRow();
            }
        }
    }

    private void readCell() {
        Location place = place();
        String cell;
        if (text.charAt(at) == '"') {
            cell = readQuoted();
            at = Math.max(at, nextDivider());
        } else {
            int end = nextDivider();
            cell = text.substring(at, end);
            at = end;
        }
        row.add(TableCell.of(cell, place));
    }

    /** Two quotes stand for one; a quoted cell may go over several lines. */
    private String readQuoted() {
        var cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '"' && (at + 1 == text.length() || text.charAt(at + 1) != '"')) {
                at++;
                return cell.toString();
            }
            at += letter == '"' ? 2 : 1;
            cell.append(letter);
            if (letter == '\n') {
                nextLine();
            }
        }
        return cell.toString();
    }

    private int nextDivider() {
        int end = at;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void endRow() {
        if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
            rows.add(List.copyOf(row));
        }
        row = new ArrayList<>();
        at++;
        nextLine();
    }

    private void nextLine() {
        line++;
        lineStart = at;
    }

    private Location place() {
        return new Location(file, line, at - lineStart + 1);
    }
}
