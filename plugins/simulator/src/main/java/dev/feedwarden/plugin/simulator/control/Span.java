package dev.feedwarden.plugin.simulator.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a length of time written as {@code 500ms}, {@code 20s}, {@code 5m} or {@code 1h}. */
final class Span {

    static final String EXPECTED = "a time such as 500ms, 20s or 5m, from 1ms to 24h";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Duration MOST = Duration.ofHours(24);

    private Span() {}

    /** The length; empty when the text is none or the length is out of range. */
    static Optional<Duration> of(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = MILLIS.getOrDefault(matcher.group(2), 0L);
        Duration span = Duration.ofMillis(Long.parseLong(matcher.group(1)) * unit);
        return span.isZero() || span.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(span);
    }
}
