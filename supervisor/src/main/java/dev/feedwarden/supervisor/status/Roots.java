package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which open incident stands for which others, at one moment. Made in one pass, asked in constant time. */
final class Roots {

    private final Map<String, OpenIncident> redBySubject = new HashMap<>();
    private final Map<Trouble, OpenIncident> firstOfFeed = new HashMap<>();
    private final Map<String, Set<String>> upstream;
    private final Predicate<Trouble> streams;

    /**
     * Looks at all of them.
     *
     * @param all in the order in which they were opened
     * @param upstream the subjects whose trouble is the cause of another's, by that other
     * @param streams whether a trouble is one of a feed's streams, not of a feed or a part of what a check looks at
     * @param heard whether a person hears of it, so that it can stand for others
     */
    Roots(
            List<OpenIncident> all,
            Map<String, Set<String>> upstream,
            Predicate<Trouble> streams,
            Predicate<OpenIncident> heard) {
        this.upstream = upstream;
        this.streams = streams;
        for (OpenIncident incident : all) {
            if (incident.isOpen() && heard.test(incident)) {
                Trouble trouble = incident.trouble();
                if (streams.test(trouble)) {
                    firstOfFeed.putIfAbsent(ofFeed(trouble), incident);
                } else if (incident.level() == Level.RED) {
                    redBySubject.putIfAbsent(trouble.subject(), incident);
                }
            }
        }
    }

    boolean isStream(OpenIncident incident) {
        return streams.test(incident.trouble());
    }

    /** The red incident of what the subject depends on: a stream on its feed, a sink on its store; null for none. */
    @Nullable
    OpenIncident cause(OpenIncident incident) {
        String subject = incident.trouble().subject();
        if (isStream(incident)) {
            return redBySubject.get(Trouble.instanceOf(subject));
        }
        for (String cause : upstream.getOrDefault(subject, Set.of())) {
            @Nullable OpenIncident found = redBySubject.get(cause);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The first incident of the same rule with another stream of the same feed; null for none. */
    @Nullable
    OpenIncident head(OpenIncident stream) {
        @Nullable OpenIncident first = firstOfFeed.get(ofFeed(stream.trouble()));
        return first == stream ? null : first;
    }

    private static Trouble ofFeed(Trouble stream) {
        return new Trouble(stream.rule(), Trouble.instanceOf(stream.subject()));
    }
}
