package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what, and how insistently.
 *
 * @param to addresses, at least one
 * @param severities which are meant
 * @param coverage which troubles are meant
 * @param quiet the hours in which only what is critical is sent at once; null for none
 * @param remind how often it is said again while nobody takes care of it, at least a minute; null for never
 * @param escalate further people, in the order in which they are told while nobody takes care of it
 */
public record Route(
        List<String> to,
        Set<Severity> severities,
        Coverage coverage,
        @Nullable Calendar quiet,
        @Nullable Duration remind,
        List<Step> escalate) {

    /** @throws IllegalArgumentException if an address is none */
    public Route {
        to = addresses(to);
        severities = Set.copyOf(severities);
        escalate = List.copyOf(escalate);
    }

    /** Everything to these addresses, once. */
    static Route all(List<String> to) {
        return new Route(to, Set.of(Severity.values()), new Coverage(null, null), null, null, List.of());
    }

    /**
     * Further people.
     *
     * @param after how long after the first mail
     * @param to addresses, at least one
     */
    public record Step(Duration after, List<String> to) {
        /** @throws IllegalArgumentException if an address is none */
        public Step {
            to = addresses(to);
        }
    }

    private static List<String> addresses(List<String> to) {
        if (to.isEmpty() || to.size() > MailSettings.RECIPIENTS) {
            throw new IllegalArgumentException(
                    "to: expected 1 to " + MailSettings.RECIPIENTS + " addresses, found " + to.size());
        }
        to.forEach(address -> MailSettings.check("to", address));
        return List.copyOf(to);
    }
}
