package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what, and how insistently.
 *
 * @param to receivers, at least one: addresses, and ids of notifiers
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

    private static final int RECEIVERS = MailSettings.RECIPIENTS + NoticeSettings.NOTIFIERS;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    /** @throws IllegalArgumentException if a receiver is neither an address nor an id */
    public Route {
        to = receivers(to);
        severities = Set.copyOf(severities);
        escalate = List.copyOf(escalate);
    }

    /** Everything to these receivers, once. */
    static Route all(List<String> to) {
        return new Route(to, Set.of(Severity.values()), new Coverage(null, null), null, null, List.of());
    }

    /**
     * Further people.
     *
     * @param after how long after the first mail
     * @param to receivers, at least one
     */
    public record Step(Duration after, List<String> to) {
        /** @throws IllegalArgumentException if a receiver is neither an address nor an id */
        public Step {
            to = receivers(to);
        }
    }

    /** Whether it ever tells this receiver. */
    boolean tells(String receiver) {
        return to.contains(receiver)
                || escalate.stream().anyMatch(step -> step.to().contains(receiver));
    }

    /** Whether a receiver is the id of a notifier; else it is an address, which has an {@code @} in it. */
    public static boolean isId(String receiver) {
        return ID.matcher(receiver).matches();
    }

    private static List<String> receivers(List<String> to) {
        if (to.isEmpty() || to.size() > RECEIVERS) {
            throw new IllegalArgumentException("to: expected 1 to " + RECEIVERS + " receivers, found " + to.size());
        }
        to.stream().filter(one -> !isId(one)).forEach(one -> MailSettings.check("to", one));
        return List.copyOf(to);
    }
}
