package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Red incidents of feed {@code deribit}, its streams and a sink before a store, as the stages see them. */
final class Troubles {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Troubles() {}

    static OpenIncident of(String id, String rule, String subject) {
        return new OpenIncident(id, new Trouble(rule, subject), Level.RED, NOON);
    }

    /** With all of them heard of. */
    static Roots roots(OpenIncident... all) {
        return new Roots(
                List.of(all),
                Map.of("timescale", Set.of("db-check")),
                trouble -> trouble.subject().startsWith("deribit/"),
                one -> true);
    }
}
