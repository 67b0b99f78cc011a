package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.Level;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a rule was not green.
 *
 * @param level the worst of it
 * @param to null where it still was so at the end
 * @param mails how often a person was told of it
 */
public record Firing(
        String rule,
        String subject,
        Level level,
        Instant from,
        @Nullable Instant to,
        int mails) {

    /** As the command and the API write it. */
    public JsonObject json() {
        return new JsonObject()
                .put("rule", rule)
                .put("subject", subject)
                .put("level", level.word())
                .put("from", from.toString())
                .put("to", to == null ? null : to.toString())
                .put("mails", mails);
    }

    /** How long it was, up to the end of what was looked at. */
    public Duration length(Instant end) {
        return Duration.between(from, to == null ? end : to);
    }

    /** Whether it is of the same rule and subject, and at the same time for a while. */
    boolean meets(Firing other) {
        return rule.equals(other.rule)
                && subject.equals(other.subject)
                && (other.to == null || from.isBefore(other.to))
                && (to == null || other.from.isBefore(to));
    }
}
