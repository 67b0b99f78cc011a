package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people did to one subject, as far as limits still ask for it. */
final class ByHand {

    private final String subject;
    private final Deeds deeds;
    private @Nullable Acted running;
    private Instant touched = Instant.EPOCH;
    private boolean changed;

    ByHand(String subject, Collection<Acted> remembered) {
        this.subject = subject;
        deeds = new Deeds(remembered);
    }

    String subject() {
        return subject;
    }

    Deeds deeds() {
        return deeds;
    }

    boolean busy() {
        return running != null;
    }

    boolean over() {
        return running == null && deeds.isEmpty();
    }

    void begin(Acted deed) {
        deeds.add(deed);
        running = deed;
        touched = deed.time();
        changed = true;
    }

    void end() {
        running = null;
    }

    void forget(Instant now, Duration memory) {
        changed |= deeds.forget(now, memory);
    }

    /** What has to be written down since the last call; null for nothing. */
    @Nullable
    LadderState takeChange() {
        if (!changed) {
            return null;
        }
        changed = false;
        List<Acted> acted = deeds.list();
        return new LadderState(
                LadderState.BY_HAND, subject, LadderState.BY_HAND, 0, 0, touched, acted, null, touched, null);
    }
}
