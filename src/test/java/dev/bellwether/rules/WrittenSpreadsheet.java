package dev.bellwether.rules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An .xlsx file with the parts that Excel writes, each as a test wants it. */
final class WrittenSpreadsheet {

    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();

    WrittenSpreadsheet(String sheetData) {
        part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        part("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
        part(
                "xl/_rels/workbook.xml.rels",
                relations(relation("rId1", "worksheet", "worksheets/sheet1.xml")
                        + relation("rId2", "styles", "/xl/styles.xml")
                        + relation("rId3", "sharedStrings", "sharedStrings.xml")));
        part(
                "xl/workbook.xml",
                "<workbook " + MAIN + " xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"Late orders\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        part(
                "xl/styles.xml",
                "<styleSheet " + MAIN + "><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0&quot; days&quot;\"/>"
                        + "<numFmt numFmtId=\"165\" formatCode=\"[$-407]d/\\ mmm\"/></numFmts>"
                        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");
        strings();
        part("xl/worksheets/sheet1.xml", sheet(sheetData));
    }

    static String sheet(String sheetData) {
        return "<worksheet " + MAIN + "><sheetData>" + sheetData + "</sheetData></worksheet>";
    }

    WrittenSpreadsheet strings(String... items) {
        String all = Stream.of(items).map(item -> "<si>" + item + "</si>").collect(Collectors.joining());
        return part("xl/sharedStrings.xml", "<sst " + MAIN + ">" + all + "</sst>");
    }

    WrittenSpreadsheet part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    private static String relations(String all) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + all
                + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
