package dev.feedwarden.supervisor.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a feed came when its connection was tried step by step; one list for each endpoint that was tried. */
public record ProbeReport(String feed, List<Attempt> attempts) {

    public ProbeReport {
        attempts = List.copyOf(attempts);
    }

    /** Whether data came. */
    public boolean reached() {
        return stoppedAt() == null;
    }

    /** The step at which the last attempt stopped; null if it did not. */
    public @Nullable String stoppedAt() {
        if (attempts.isEmpty()) {
            return "endpoints";
        }
        Step last = attempts.get(attempts.size() - 1).lastStep();
        return last.ok() ? null : last.name();
    }

    /** As {@code feedwarden probe --json} prints it. */
    public JsonObject json() {
        JsonArray tried = new JsonArray();
        for (Attempt attempt : attempts) {
            JsonArray steps = new JsonArray();
            attempt.steps()
                    .forEach(step -> steps.add(new JsonObject()
                            .put("step", step.name())
                            .put("ok", step.ok())
                            .put("millis", step.millis())
                            .put("detail", step.detail())));
            tried.add(new JsonObject().put("endpoint", attempt.endpoint()).put("steps", steps));
        }
        return new JsonObject()
                .put("feed", feed)
                .put("ok", reached())
                .put("stoppedAt", stoppedAt())
                .put("attempts", tried);
    }

    /** For a person, a line a step. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Attempt attempt : attempts) {
            text.append(feed).append(": ").append(attempt.endpoint()).append(System.lineSeparator());
            for (Step step : attempt.steps()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-10s %-7s %6d ms  %s%n",
                        step.name(),
                        step.ok() ? "ok" : "STOPPED",
                        step.millis(),
                        step.detail()));
            }
        }
        return text.toString();
    }

    /** One endpoint, with its steps in order; only the last can have failed. */
    public record Attempt(String endpoint, List<Step> steps) {
        public Attempt {
            steps = List.copyOf(steps);
        }

        private Step lastStep() {
            return steps.get(steps.size() - 1);
        }
    }

    /**
     * One step.
     *
     * @param millis since the step before it
     */
    public record Step(String name, boolean ok, long millis, String detail) {}
}
