package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears how the attempts of an outbox end, on the core event loop, and may have more written down with it. */
interface Witness {

    /** Nobody. */
    Witness NONE = new Witness() {
        @Override
        public List<Mail> ended(Mail after, @Nullable Failure failure) {
            return List.of();
        }

        @Override
        public void recorded(List<Mail> more) {}
    };

    /**
     * An attempt has ended, or a row was given up.
     *
     * @param after the row as it is about to be written down
     * @param failure null if the other side took it
     * @return further rows, written in the same transaction: what is known of one is known of the other after a crash
     */
    List<Mail> ended(Mail after, @Nullable Failure failure);

    /** The rows that {@link #ended} gave back are written down, or the store has failed. */
    void recorded(List<Mail> more);
}
