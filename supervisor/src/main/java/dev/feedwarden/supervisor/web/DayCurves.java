package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Reading;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * The last 24 h of a feed or a stream in steps of 5 min, from the readings that were kept: ticks a minute and the worst lag
 * of each step; null where nothing was kept.
 */
final class DayCurves {

    static final Duration DAY = Duration.ofHours(24);
    static final Duration STEP = Duration.ofMinutes(5);
    static final int STEPS = (int) DAY.dividedBy(STEP);

    private static final String TICKS = CoreMetrics.FEED_TICKS.name();
    private static final String LAG = CoreMetrics.FEED_LAG.name();

    private final Samples samples;
    private final Scans scans;

    DayCurves(Samples samples, Scans scans) {
        this.samples = samples;
        this.scans = scans;
    }

    Future<JsonObject> of(String subject, Instant now) {
        return scans.run(() -> draw(subject, now.minus(DAY), now));
    }

    private JsonObject draw(String subject, Instant from, Instant to) {
        double[] ticks = unknown();
        double[] lags = unknown();
        samples.readings(from, to, Set.of(TICKS, LAG), reading -> {
            if (reading.subject().equals(subject) && Double.isFinite(reading.value())) {
                take(reading, from, ticks, lags);
            }
        });
        for (int i = 0; i < STEPS; i++) {
            ticks[i] /= STEP.toMinutes();
        }
        return new JsonObject()
                .put("subject", subject)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("everySeconds", STEP.toSeconds())
                .put("ticksPerMinute", array(ticks))
                .put("lagSeconds", array(lags));
    }

    private static void take(Reading reading, Instant from, double[] ticks, double[] lags) {
        int step = (int) Duration.between(from, reading.time()).dividedBy(STEP);
        boolean counts = reading.metric().equals(TICKS);
        double[] into = counts ? ticks : lags;
        if (Double.isNaN(into[step])) {
            into[step] = reading.value();
        } else {
            into[step] = counts ? into[step] + reading.value() : Math.max(into[step], reading.value());
        }
    }

    private static double[] unknown() {
        double[] values = new double[STEPS];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    static JsonArray array(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(StatusJson.number(value));
        }
        return array;
    }
}
