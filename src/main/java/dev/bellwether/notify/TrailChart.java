package dev.bellwether.notify;

import dev.bellwether.kpi.Unit;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws how a series went: its value, the usual band, the limit of the rule, and since when it has been bad. A few
 * colours on a light ground, twice as many dots as points, so that it is sharp on a phone and small in a mail. Where
 * mails are read in the dark, the template turns its light around.
 */
final class TrailChart {

    static final int WIDTH = 440;
    static final int HEIGHT = 200;

    private static final Logger log = LoggerFactory.getLogger(TrailChart.class);

    private static final int FEWEST_POINTS = 4;
    private static final int DOTS_PER_POINT = 2;
    private static final Color INK = new Color(0x1c2129);
    private static final Color SOFT = new Color(0x5b6472);
    private static final Color GRID = new Color(0xe3e7ec);
    private static final Color BAND = new Color(0xcfe0f5);
    private static final Color EXPECTED = new Color(0x6f93bf);
    private static final Color BAD = new Color(0xfbe3df);
    private static final Color GOOD = new Color(0x0f7b4f);
    private static final Color LIMIT = new Color(0xb42318);

    private final Course course;
    private final Locale locale;
    private final ZoneId zone;

    private TrailChart(Course course, Locale locale, ZoneId zone) {
        this.course = course;
        this.locale = locale;
        this.zone = zone;
    }

    /** A PNG; nothing where there is too little to draw, or where this Java cannot draw. */
    static Optional<byte[]> draw(Course course, Locale locale, ZoneId zone) {
        long known = course.trail().points().stream()
                .filter(point -> Double.isFinite(point.value()))
                .count();
        if (known < FEWEST_POINTS || course.isOfGroupRule()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TrailChart(course, locale, zone).png());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // a Java without fonts or libraries to draw with; the mail says the same in words
            log.atWarn().addKeyValue("why", e.toString()).log("chart cannot be drawn, the mail goes without");
            return Optional.empty();
        }
    }

    private byte[] png() throws IOException {
        var image = new BufferedImage(WIDTH * DOTS_PER_POINT, HEIGHT * DOTS_PER_POINT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(DOTS_PER_POINT, DOTS_PER_POINT);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        chart().draw(pen, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        pen.dispose();
        var png = new ByteArrayOutputStream(20_000);
        ImageIO.setUseCache(false);
        ImageIO.write(FewColours.of(image), "png", png);
        return png.toByteArray();
    }

    private JFreeChart chart() {
        var plot = new XYPlot();
        plot.setDomainAxis(time());
        plot.setRangeAxis(scale());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setInsets(new RectangleInsets(6, 2, 2, 12));
        plot.setDataset(0, values());
        plot.setRenderer(0, line());
        limit().ifPresent(limit -> {
            plot.setDataset(1, limit);
            plot.setRenderer(1, dashed(LIMIT));
        });
        plot.setDataset(2, expected());
        plot.setRenderer(2, dashed(EXPECTED));
        plot.setDataset(3, band());
        plot.setRenderer(3, area());
        plot.addDomainMarker(badTime(), Layer.BACKGROUND);
        var moment = new ValueMarker(start(course.alert().activeAt()).toEpochMilli(), LIMIT, new BasicStroke(1f));
        plot.addDomainMarker(moment, Layer.BACKGROUND);
        var chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setAntiAlias(true);
        chart.setTextAntiAlias(true);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        return chart;
    }

    private DateAxis time() {
        var axis = new DateAxis(null, TimeZone.getTimeZone(zone), Locale.ENGLISH);
        List<Trail.Point> points = course.trail().points();
        Duration span = Duration.between(
                points.get(0).at(), points.get(points.size() - 1).at());
        String pattern = span.toDays() >= 5 ? "d MMM" : span.toHours() >= 20 ? "EEE HH:mm" : "HH:mm";
        var format = new SimpleDateFormat(pattern, Locale.ENGLISH);
        format.setTimeZone(TimeZone.getTimeZone(zone));
        axis.setDateFormatOverride(format);
        style(axis);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.03);
        return axis;
    }

    private NumberAxis scale() {
        var axis = new NumberAxis(null);
        axis.setAutoRangeIncludesZero(false);
        axis.setNumberFormatOverride(new ScaleFigures(course.figures().unit(), locale));
        style(axis);
        axis.setLowerMargin(0.08);
        axis.setUpperMargin(0.12);
        return axis;
    }

    private static void style(ValueAxis axis) {
        axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        axis.setTickLabelPaint(SOFT);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
    }

    private XYSeriesCollection values() {
        var series = new XYSeries("value");
        course.trail().points().forEach(point -> series.add(x(point), point.value()));
        var last = new XYSeries("moment");
        Trail.Point marked = course.isOver() ? course.recovered().orElse(course.worst()) : course.worst();
        last.add(x(marked), marked.value());
        var all = new XYSeriesCollection(series);
        all.addSeries(last);
        return all;
    }

    private XYLineAndShapeRenderer line() {
        var line = new XYLineAndShapeRenderer(true, false);
        line.setSeriesPaint(0, INK);
        line.setSeriesStroke(0, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        line.setSeriesPaint(1, course.recovered().isPresent() ? GOOD : LIMIT);
        line.setSeriesShape(1, new Ellipse2D.Double(-4.5, -4.5, 9, 9));
        line.setSeriesShapesVisible(1, true);
        return line;
    }

    private XYSeriesCollection expected() {
        var series = new XYSeries("usual");
        course.trail().points().forEach(point -> series.add(x(point), point.expected()));
        return new XYSeriesCollection(series);
    }

    private static XYLineAndShapeRenderer dashed(Color colour) {
        var line = new XYLineAndShapeRenderer(true, false);
        line.setSeriesPaint(0, colour);
        line.setSeriesStroke(
                0, new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {5f, 4f}, 0f));
        return line;
    }

    private YIntervalSeriesCollection band() {
        var series = new YIntervalSeries("band");
        for (Trail.Point point : course.trail().points()) {
            boolean isKnown = Double.isFinite(point.low()) && Double.isFinite(point.high());
            if (isKnown) {
                series.add(x(point), (point.low() + point.high()) / 2, point.low(), point.high());
            }
        }
        var band = new YIntervalSeriesCollection();
        band.addSeries(series);
        return band;
    }

    private static DeviationRenderer area() {
        var area = new DeviationRenderer(false, false);
        area.setSeriesFillPaint(0, BAND);
        area.setAlpha(1f);
        return area;
    }

    /** The rule's limit, where a condition compares the value itself. */
    private Optional<XYSeriesCollection> limit() {
        return Limit.of(course.alert().latest().conditions()).map(limit -> {
            var series = new XYSeries("limit");
            course.trail().points().forEach(point -> series.add(x(point), limit.beside(point.expected())));
            return new XYSeriesCollection(series);
        });
    }

    private IntervalMarker badTime() {
        List<Trail.Point> points = course.trail().points();
        Instant end = course.isOver()
                ? start(course.end())
                : points.get(points.size() - 1).at();
        var marker = new IntervalMarker(start(course.alert().activeAt()).toEpochMilli(), end.toEpochMilli(), BAD);
        marker.setAlpha(1f);
        return marker;
    }

    /** Between the last good reading and the first bad one. */
    private Instant start(Instant at) {
        return course.trail().points().stream()
                .map(Trail.Point::at)
                .filter(before -> before.isBefore(at))
                .reduce((first, second) -> second)
                .map(before -> before.plus(Duration.between(before, at).dividedBy(2)))
                .orElse(at);
    }

    private static double x(Trail.Point point) {
        return point.at().toEpochMilli();
    }

    /** The scale's figures, with the unit and as few decimals as the steps need. */
    private static final class ScaleFigures extends NumberFormat {

        private static final long serialVersionUID = 1L;
        private final Unit unit;
        private final Locale locale;
        private final DecimalFormat percent;

        ScaleFigures(Unit unit, Locale locale) {
            this.unit = unit;
            this.locale = locale;
            this.percent = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(locale));
        }

        @Override
        public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
            return text.append(unit == Unit.RATIO ? percent.format(number * 100) + " %" : unit.format(number, locale));
        }

        @Override
        public StringBuffer format(long number, StringBuffer text, FieldPosition position) {
            return format((double) number, text, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("a scale is only written");
        }
    }
}
