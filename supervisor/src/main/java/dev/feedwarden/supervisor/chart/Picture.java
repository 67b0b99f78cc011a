package dev.feedwarden.supervisor.chart;

import dev.feedwarden.rules.Condition;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Threshold;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a curve with its rule's thresholds as a small PNG. Needs no screen, but AWT and a font. */
final class Picture {

    static {
        System.setProperty("java.awt.headless", "true"); // before AWT is loaded, which happens below
    }

    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;

    /** A phone shows the picture at little more than half its size. */
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 17);

    private static final Color LINE = new Color(0x1a, 0x73, 0xe8);
    private static final Color YELLOW = new Color(0xb8, 0x7a, 0x00);
    private static final Color RED = new Color(0xb3, 0x26, 0x1e);

    /** A threshold further above the values than so many times is left out, or the curve would be flat. */
    private static final double FAR = 4;

    private Picture() {}

    /**
     * Draws.
     *
     * @param curve at least two points
     */
    static byte[] png(Rule rule, String subject, Curve curve) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(subject + ": " + rule.metric())
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideS)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleBoxVisible(false)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(FONT)
                .setLegendFont(FONT);
        chart.getStyler()
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setLocale(Locale.ROOT)
                .setDatePattern("HH:mm")
                .setAxisTickLabelsFont(FONT)
                .setyAxisTickLabelsFormattingFunction(value -> rule.dimension().print(value));
        List<Date> times = curve.times().stream().map(Date::from).toList();
        chart.addSeries("measured", times, curve.values())
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(LINE)
                .setLineStyle(new BasicStroke(2));
        List<Date> ends = List.of(times.get(0), times.get(times.size() - 1));
        double most =
                curve.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        lines(chart, "yellow", rule.thresholds().yellow(), YELLOW, ends, most);
        lines(chart, "red", rule.thresholds().red(), RED, ends, most);
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    }

    private static void lines(
            XYChart chart, String word, @Nullable Threshold threshold, Color colour, List<Date> ends, double most) {
        List<Double> bounds = Stream.ofNullable(threshold)
                .flatMap(one -> one.enter().any().stream())
                .map(Condition.Comparison::bound)
                .filter(bound -> bound <= FAR * Math.max(most, Double.MIN_NORMAL))
                .distinct()
                .toList();
        for (int i = 0; i < bounds.size(); i++) {
            chart.addSeries(word + (i == 0 ? "" : " " + (i + 1)), ends, List.of(bounds.get(i), bounds.get(i)))
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(colour)
                    .setLineStyle(new BasicStroke(
                            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0));
        }
    }
}
