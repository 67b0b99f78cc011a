package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Rows that tests write. */
final class Rows {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    private Rows() {}

    static StatusChange change(int second) {
        return new StatusChange(
                "silence", "deribit", Level.GREEN, Level.RED, 12.5, NOON, NOON.plusSeconds(second), Marks.NONE);
    }

    static Incident incident(long number, boolean closed) {
        return new Incident(
                "i-" + number,
                "silence",
                "deribit",
                Level.RED,
                NOON,
                closed ? NOON.plusSeconds(9) : null,
                true,
                closed ? "i-1" : null,
                Incident.thread("i-" + number, NOON),
                closed
                        ? Attention.NONE
                        : new Attention(
                                new Acknowledgement("ann", "on <it>", NOON, NOON.plusSeconds(3600)),
                                NOON,
                                NOON.plusSeconds(5),
                                1,
                                List.of("me@example.com")),
                List.of(new Moment(NOON, "change", "green to red <\"ü\u2028>"), new Moment(NOON, "mail", "told")));
    }

    static Mail mail(long number, Mail.State state) {
        return new Mail(
                "m-" + number,
                "i-1",
                "me@example.com",
                "[RED] deribit: No tick (12 s)",
                "text\nof two lines",
                "<p>html</p>",
                "<first@example.com>",
                null,
                state,
                2,
                NOON,
                NOON.plusSeconds(30),
                null,
                "busy: 451",
                state == Mail.State.FOLDED ? "m-9" : null);
    }

    static LadderState ladder(String subject, int rung) {
        return new LadderState(
                "silence",
                subject,
                "feed",
                rung,
                1,
                NOON,
                List.of(acted(0, rung), acted(1, rung)),
                "reset",
                null,
                NOON.plusSeconds(2));
    }

    private static Acted acted(int second, int rung) {
        return new Acted(NOON.plusSeconds(second), rung, "reset", Set.of("feed"), Set.of("login", "host"), 0.25);
    }

    static Silence silence(long number, boolean ended) {
        return new Silence(
                "s-" + number,
                null,
                "deribit/*",
                NOON,
                ended ? NOON.plusSeconds(9) : null,
                "Sat 02:00-04:00",
                "Europe/Berlin",
                "ann",
                "the venue <moves>",
                ended ? NOON : null,
                ended);
    }

    /** Change, incident and mail of one number, as one transaction. */
    static Transaction whole(int number) {
        return new Transaction(
                List.of(change(number)),
                List.of(incident(number, false)),
                List.of(mail(number, Mail.State.PENDING)),
                List.of(ladder("stream-" + number, 1)),
                List.of(silence(number, false)));
    }
}
