package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads the tables of rules in an {@code .xlsx} file as Excel, LibreOffice and others write it (ECMA-376, part 1, 18.3): a
 * sheet is one when its first row has a cell {@code name} or {@code kpi}. Of a formula the value counts that was there
 * when the file was saved. Rows and sheets that are hidden count like others: a filter takes no rule out of force.
 */
final class XlsxTables {

    private static final Pattern PLACE = Pattern.compile("([A-Z]{1,3})([0-9]{1,7})");
    private static final int MOST_COLUMNS = 16_384;

    /** What a spreadsheet shows of a number: the digits after these are noise of the binary form. */
    private static final MathContext DIGITS = new MathContext(15);

    private final String file;
    private final XlsxParts parts;
    private final List<String> strings = new ArrayList<>();
    private XlsxDates dates = XlsxDates.NONE;
    private int left = RuleFiles.MOST_BYTES;

    private XlsxTables(String file, XlsxParts parts) {
        this.file = file;
        this.parts = parts;
    }

    /** @throws ProblemsException when it cannot be read, or no sheet is a table */
    static List<Table> of(Path file) {
        Location place = Location.of(file.toString());
        try (var parts = new XlsxParts(file)) {
            List<Table> sheets = new XlsxTables(file.toString(), parts).read();
            List<Table> tables = sheets.stream().filter(XlsxTables::isMeant).toList();
            if (tables.isEmpty()) {
                throw problem(
                        place,
                        "has no sheet with a table of rules",
                        "begin a sheet with the row name, kpi, severity, …");
            }
            return tables;
        } catch (ZipException e) {
            throw problem(
                    place,
                    "is no .xlsx file, or has a password",
                    "save it as Excel workbook (.xlsx), without a password");
        } catch (IOException | SAXException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw problem(
                    place,
                    "cannot be read as .xlsx: " + e.getMessage(),
                    "open it in a spreadsheet program and save it again");
        }
    }

    private static ProblemsException problem(Location where, String what, String mend) {
        return new ProblemsException(List.of(new Problem(where, what, mend)));
    }

    private static boolean isMeant(Table sheet) {
        return sheet.rows().stream().limit(1).flatMap(List::stream).anyMatch(cell -> List.of("name", "kpi")
                .contains(cell.text()));
    }

    private List<Table> read() throws IOException, SAXException {
        String workbook = parts.related("", "officeDocument").orElse("xl/workbook.xml");
        Optional<String> shared = parts.related(workbook, "sharedStrings");
        if (shared.isPresent()) {
            XlsxParts.children(parts.root(shared.get()), "si").forEach(string -> strings.add(XlsxParts.text(string)));
        }
        Optional<String> styles = parts.related(workbook, "styles");
        if (styles.isPresent()) {
            dates = XlsxDates.of(parts.root(styles.get()));
        }
        Map<String, String> sheets = parts.relationsOf(workbook).stream()
                .filter(relation -> relation.type().equals("worksheet"))
                .collect(Collectors.toMap(XlsxParts.Relation::id, XlsxParts.Relation::part, (one, other) -> one));
        List<Table> tables = new ArrayList<>();
        for (Element sheet : XlsxParts.elements(parts.root(workbook), "sheet")) {
            String part = sheets.get(relationOf(sheet));
            if (part != null) { // a chart has a sheet of its own
                tables.add(table(sheet.getAttribute("name"), parts.root(part)));
            }
        }
        return tables;
    }

    /** The one attribute called id that has a namespace. */
    private static String relationOf(Element sheet) {
        for (int i = 0; i < sheet.getAttributes().getLength(); i++) {
            Node attribute = sheet.getAttributes().item(i);
            if ("id".equals(attribute.getLocalName()) && attribute.getNamespaceURI() != null) {
                return attribute.getNodeValue();
            }
        }
        return "";
    }

    private Table table(String sheet, Element root) {
        List<List<TableCell>> rows = new ArrayList<>();
        int line = 0;
        for (Element data : XlsxParts.children(root, "sheetData")) {
            for (Element row : XlsxParts.children(data, "row")) {
                line = row.hasAttribute("r") ? Integer.parseInt(row.getAttribute("r")) : line + 1;
                List<TableCell> cells = cells(new Location(file, sheet, line, 0), row);
                if (!cells.isEmpty() && !cells.get(0).text().startsWith("#")) {
                    rows.add(cells);
                }
            }
        }
        return new Table(new Location(file, sheet, 0, 0), rows);
    }

    /** Up to the last that is not empty; a file tells only of cells that hold something or have a look. */
    private List<TableCell> cells(Location row, Element element) {
        List<TableCell> cells = new ArrayList<>();
        int column = 0;
        for (Element cell : XlsxParts.children(element, "c")) {
            column = cell.hasAttribute("r") ? columnOf(cell.getAttribute("r")) : column + 1;
            TableCell read = read(cell, at(row, column));
            if (!read.isEmpty()) {
                take(column - cells.size() + read.text().length());
                while (cells.size() < column - 1) {
                    cells.add(TableCell.of("", at(row, cells.size() + 1)));
                }
                cells.add(read);
            }
        }
        return cells;
    }

    /** As much as may stand in a file of text, a cell being a letter at least. */
    private void take(int letters) {
        left -= letters;
        if (left < 0) {
            throw problem(
                    Location.of(file),
                    "holds more than " + RuleFiles.MOST_BYTES / 1024 + " KB of text",
                    "spread its rules over several files");
        }
    }

    private static Location at(Location row, int column) {
        return new Location(row.file(), row.sheet(), row.line(), column);
    }

    private static int columnOf(String place) {
        Matcher matcher = PLACE.matcher(place);
        int column = 0;
        if (matcher.matches()) {
            column = matcher.group(1).chars().reduce(0, (sum, letter) -> sum * 26 + letter - 'A' + 1);
        }
        if (column < 1 || column > MOST_COLUMNS) {
            throw new IllegalArgumentException("there is no cell \"" + place + "\"");
        }
        return column;
    }

    private TableCell read(Element cell, Location place) {
        String value = XlsxParts.child(cell, "v").map(Element::getTextContent).orElse("");
        switch (cell.getAttribute("t")) {
            case "s":
                return TableCell.of(value.isEmpty() ? "" : strings.get(Integer.parseInt(value)), place);
            case "inlineStr":
                return TableCell.of(
                        XlsxParts.child(cell, "is").map(XlsxParts::text).orElse(""), place);
            case "str":
                return TableCell.of(value, place);
            case "b":
                return TableCell.of(value.isEmpty() ? "" : value.equals("1") ? "true" : "false", place);
            case "d":
                return date(place);
            case "e":
                return TableCell.flawed(place, "holds the error " + value, "mend its formula, or write the value");
            default:
                return number(cell, value, place);
        }
    }

    private TableCell number(Element cell, String value, Location place) {
        if (value.isEmpty()) {
            return XlsxParts.child(cell, "f").isEmpty()
                    ? TableCell.of("", place)
                    : TableCell.flawed(
                            place,
                            "is a formula whose value is not in the file",
                            "open the file in a spreadsheet program and save it, or write the value");
        }
        return dates.isDate(cell) ? date(place) : TableCell.of(shown(Double.parseDouble(value)), place);
    }

    private static TableCell date(Location place) {
        return TableCell.flawed(
                place, "is a date to the spreadsheet", "give the cell the format Text, then write it again");
    }

    private static String shown(double number) {
        return number == 0
                ? "0"
                : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
