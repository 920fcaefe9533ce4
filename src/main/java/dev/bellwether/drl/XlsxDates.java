package dev.bellwether.drl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** Which looks of a cell show its number as a date or a time of day (ECMA-376, part 1, 18.8.30). */
final class XlsxDates {

    static final XlsxDates NONE = new XlsxDates(List.of());

    private final List<Boolean> byStyle;

    private XlsxDates(List<Boolean> byStyle) {
        this.byStyle = List.copyOf(byStyle);
    }

    /** @param styles the root of the part that tells the styles */
    static XlsxDates of(Element styles) {
        Map<String, String> formats = new HashMap<>();
        XlsxParts.elements(styles, "numFmt")
                .forEach(format -> formats.put(format.getAttribute("numFmtId"), format.getAttribute("formatCode")));
        List<Boolean> byStyle = new ArrayList<>();
        for (Element all : XlsxParts.children(styles, "cellXfs")) {
            for (Element style : XlsxParts.children(all, "xf")) {
                String id = style.getAttribute("numFmtId");
                byStyle.add(formats.containsKey(id) ? isDate(formats.get(id)) : isBuiltInDate(id));
            }
        }
        return new XlsxDates(byStyle);
    }

    boolean isDate(Element cell) {
        String style = cell.getAttribute("s");
        return !style.isEmpty() && Integer.parseInt(style) < byStyle.size() && byStyle.get(Integer.parseInt(style));
    }

    /** 14 to 22 and 45 to 47 everywhere, the others in East Asia. */
    private static boolean isBuiltInDate(String id) {
        int number = id.isEmpty() ? 0 : Integer.parseInt(id);
        return number >= 14 && number <= 22
                || number >= 27 && number <= 36
                || number >= 45 && number <= 47
                || number >= 50 && number <= 58;
    }

    /** Whether letters of a date are left when texts, colours and the word General are not looked at. */
    private static boolean isDate(String format) {
        return format.replaceAll("\"[^\"]*\"|\\\\.|[_*].|\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]|(?i:general)", "")
                .matches("(?is).*[dmyhs].*");
    }
}
