package dev.bellwether.drl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The parts of an {@code .xlsx} file: a zip of XML files that name one another (ECMA-376, part 2). Unpacks no more than
 * a table needs, and takes no XML with a document type, so that nothing grows or is fetched while it is read.
 */
final class XlsxParts implements AutoCloseable {

    /** Of all parts that are read, unpacked. */
    static final int MOST_BYTES = 8 << 20;

    private static final int DEEPEST = 64;

    private final ZipFile zip;
    private int left = MOST_BYTES;

    /** @throws ZipException when it is no zip */
    XlsxParts(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
    }

    /**
     * What one part says of another.
     *
     * @param type the last word of its type, such as {@code worksheet}
     * @param part the name of the other
     */
    record Relation(String id, String type, String part) {}

    /** @param part the empty name for the file as a whole */
    List<Relation> relationsOf(String part) throws IOException, SAXException {
        int name = part.lastIndexOf('/') + 1;
        String relations = part.substring(0, name) + "_rels/" + part.substring(name) + ".rels";
        List<Relation> found = new ArrayList<>();
        for (Element relation : elements(root(relations), "Relationship")) {
            String type = relation.getAttribute("Type");
            String target = URI.create("/" + part)
                    .resolve(relation.getAttribute("Target"))
                    .getPath();
            if (target != null
                    && target.startsWith("/")
                    && !relation.getAttribute("TargetMode").equals("External")) {
                found.add(new Relation(
                        relation.getAttribute("Id"), type.substring(type.lastIndexOf('/') + 1), target.substring(1)));
            }
        }
        return found;
    }

    /** The part of this type that the other names. */
    Optional<String> related(String part, String type) throws IOException, SAXException {
        return relationsOf(part).stream()
                .filter(relation -> relation.type().equals(type))
                .map(Relation::part)
                .findFirst();
    }

    Element root(String part) throws IOException, SAXException {
        return builder().parse(new ByteArrayInputStream(unpack(part))).getDocumentElement();
    }

    private byte[] unpack(String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new IOException("it has no part " + part);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(left + 1);
            left -= bytes.length;
            if (left < 0) {
                throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MB");
            }
            return bytes;
        }
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", DEEPEST);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrown());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser has these features", e);
        }
    }

    /** The parser's own handler prints. */
    private static final class Thrown implements ErrorHandler {

        @Override
        public void warning(SAXParseException exception) {}

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    /** All below {@code element}, whatever the namespace: Excel has written two of them. */
    static List<Element> elements(Element element, String name) {
        NodeList all = element.getElementsByTagNameNS("*", name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    static List<Element> children(Element element, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element that && that.getLocalName().equals(name)) {
                found.add(that);
            }
        }
        return found;
    }

    static Optional<Element> child(Element element, String name) {
        return children(element, name).stream().findFirst();
    }

    /** The text of a string, which may be in pieces of different looks; how it is to be pronounced is left out. */
    static String text(Element string) {
        var text = new StringBuilder();
        children(string, "t").forEach(piece -> text.append(piece.getTextContent()));
        children(string, "r").forEach(run -> children(run, "t").forEach(piece -> text.append(piece.getTextContent())));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
