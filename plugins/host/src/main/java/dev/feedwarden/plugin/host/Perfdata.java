package dev.feedwarden.plugin.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a check's performance data: {@code 'label'=value[UOM];[warn];[crit];[min];[max]} (Nagios plugin
 * development guidelines, "Performance data").
 *
 * @param metric by its unit
 * @param value in the metric's unit; NaN where the check says that it does not know ({@code U})
 * @param warning when it is a warning; null for never
 * @param critical when it is critical; null for never
 */
record Perfdata(
        String label,
        HostMetric metric,
        double value,
        @Nullable Range warning,
        @Nullable Range critical) {

    /** Values of one check; what follows is left out. */
    static final int MOST = 100;

    private static final String NUMBER = "[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?";
    private static final Pattern VALUE = Pattern.compile("(?:'((?:[^']|'')+)'|([^'=\\s]+))=(" + NUMBER
            + "|U)([a-zA-Z%]{0,2})(?:;([^;\\s]*))?(?:;([^;\\s]*))?(?:;([^;\\s]*))?(?:;([^;\\s]*))?;*(?=\\s|$)");

    /** When a value is bad: outside of from..to, or inside of it. */
    record Range(double from, double to, boolean inside) {

        private static final Pattern FORM = Pattern.compile("(@?)(?:(~|" + NUMBER + ")?(:))?(" + NUMBER + ")?");

        /** Null for none, and for what is no range. */
        static @Nullable Range read(@Nullable String text, double scale) {
            Matcher range = FORM.matcher(text == null ? "" : text);
            if (!range.matches() || (range.group(3) == null && range.group(4) == null)) {
                return null;
            }
            String from = range.group(2);
            double least = from == null ? 0 : from.equals("~") ? Double.NEGATIVE_INFINITY : Double.parseDouble(from);
            String to = range.group(4);
            double most = to == null ? Double.POSITIVE_INFINITY : Double.parseDouble(to);
            return new Range(least * scale, most * scale, range.group(1).equals("@"));
        }

        boolean bad(double value) {
            return (value >= from && value <= to) == inside;
        }
    }

    /** All values in a text that holds them; what is not one is passed over. */
    static List<Perfdata> read(String text) {
        List<Perfdata> all = new ArrayList<>();
        Matcher found = VALUE.matcher(text);
        while (found.find() && all.size() < MOST) {
            String quoted = found.group(1);
            String label = quoted == null ? found.group(2) : quoted.replace("''", "'");
            double scale = scale(found.group(4));
            HostMetric metric = metric(found.group(4));
            double value = found.group(3).equals("U") ? Double.NaN : Double.parseDouble(found.group(3)) * scale;
            all.add(new Perfdata(
                    label, metric, value, Range.read(found.group(5), scale), Range.read(found.group(6), scale)));
        }
        return all;
    }

    /** 0, 1 or 2 as its ranges say; NaN if it has none or no value. */
    double state() {
        if (Double.isNaN(value) || (warning == null && critical == null)) {
            return Double.NaN;
        }
        if (critical != null && critical.bad(value)) {
            return 2;
        }
        return warning != null && warning.bad(value) ? 1 : 0;
    }

    private static HostMetric metric(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "s", "ms", "us" -> HostMetric.SECONDS;
            case "b", "kb", "mb", "gb", "tb" -> HostMetric.BYTES;
            case "%" -> HostMetric.SHARE;
            case "c" -> HostMetric.COUNT;
            default -> HostMetric.VALUE;
        };
    }

    private static double scale(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ms" -> 1e-3;
            case "us" -> 1e-6;
            case "%" -> 1e-2;
            case "kb" -> 0x1p10;
            case "mb" -> 0x1p20;
            case "gb" -> 0x1p30;
            case "tb" -> 0x1p40;
            default -> 1;
        };
    }
}
