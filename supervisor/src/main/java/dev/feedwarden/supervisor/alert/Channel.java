package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One notifier with its outbox. For the core event loop.
 *
 * @param standby null for one that is always used
 */
record Channel(
        String id,
        NoticeComposer composer,
        ChannelOutbox outbox,
        @Nullable Standby standby) {

    /**
     * Composes what it tells of an announcement.
     *
     * @param receivers who is told of it, and not before when
     */
    List<Mail> compose(Announcement announcement, Map<String, Instant> receivers) {
        @Nullable
        Instant when = standby != null && standby.isDown() ? earliest(receivers) : own(announcement, receivers);
        return when == null ? List.of() : composer.compose(announcement, when);
    }

    /** A stand-in is told of the end of what it was told of, whether or not mail works by then. */
    private @Nullable Instant own(Announcement announcement, Map<String, Instant> receivers) {
        boolean over = announcement.occasion() == Announcement.Occasion.RESOLVED;
        return standby == null || over ? receivers.get(id) : null;
    }

    private static @Nullable Instant earliest(Map<String, Instant> receivers) {
        return receivers.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }

    Future<Void> close() {
        if (standby != null) {
            standby.close();
        }
        return outbox.close();
    }
}
