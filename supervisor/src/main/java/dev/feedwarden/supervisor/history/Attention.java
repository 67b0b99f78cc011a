package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who knows of an incident.
 *
 * @param acknowledged by whom; null while nobody has, or once it was taken back
 * @param toldFirst when a person was told first; null for never
 * @param toldAt when a person was told last; null for never
 * @param passedOn to how many further steps of people it was passed on
 * @param recipients everybody who was told, in that order; who is told the end: addresses, and ids of notifiers
 */
public record Attention(
        @Nullable Acknowledgement acknowledged,
        @Nullable Instant toldFirst,
        @Nullable Instant toldAt,
        int passedOn,
        List<String> recipients) {

    /** Nobody knows. */
    public static final Attention NONE = new Attention(null, null, null, 0, List.of());

    public Attention {
        if (passedOn < 0) {
            throw new IllegalArgumentException("passedOn: expected 0 or more, found " + passedOn);
        }
        recipients = List.copyOf(recipients);
    }

    /** After these were told. */
    public Attention told(List<String> to, Instant time) {
        return new Attention(
                acknowledged,
                toldFirst == null ? time : toldFirst,
                time,
                passedOn,
                Stream.concat(recipients.stream(), to.stream()).distinct().toList());
    }

    /** After it was passed on to the next. */
    public Attention passOn() {
        return new Attention(acknowledged, toldFirst, toldAt, passedOn + 1, recipients);
    }

    /** After somebody has taken it, or given it back. */
    public Attention acknowledgedBy(@Nullable Acknowledgement by) {
        return new Attention(by, toldFirst, toldAt, passedOn, recipients);
    }
}
