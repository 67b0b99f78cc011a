package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The actions that a ladder or a person took on a subject, as far as a limit may still ask for them. */
final class Deeds {

    /** No limit is higher, so no limit asks for more than the newest of them. */
    private static final int MOST = 1_000;

    private final Deque<Acted> acted = new ArrayDeque<>();

    Deeds(Collection<Acted> remembered) {
        acted.addAll(remembered);
    }

    void add(Acted deed) {
        acted.addLast(deed);
        if (acted.size() > MOST) {
            acted.removeFirst();
        }
    }

    /** Forgets what is older. Answers whether this was the last of it. */
    boolean forget(Instant now, Duration memory) {
        boolean any = !acted.isEmpty();
        while (!acted.isEmpty() && acted.getFirst().time().isBefore(now.minus(memory))) {
            acted.removeFirst();
        }
        return any && acted.isEmpty();
    }

    boolean isEmpty() {
        return acted.isEmpty();
    }

    Collection<Acted> each() {
        return acted;
    }

    List<Acted> list() {
        return List.copyOf(acted);
    }
}
