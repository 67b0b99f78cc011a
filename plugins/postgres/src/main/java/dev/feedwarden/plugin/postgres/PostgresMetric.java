package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Unit;
import java.util.Locale;

/** What the check measures. */
enum PostgresMetric {
    REACHABLE(Kind.GAUGE, Unit.NONE, "1 if the database answered, 0 if not"),
    ROUND_TRIP(Kind.GAUGE, Unit.SECONDS, "How long the database took to answer the smallest question"),
    ROWS_PER_MINUTE(Kind.GAUGE, Unit.NONE, "Quotes received in the last 5 minutes and stored, a minute"),
    NEWEST_AGE(Kind.GAUGE, Unit.SECONDS, "How long ago the newest stored quote was received"),
    LAG(
            Kind.GAUGE,
            Unit.NONE,
            "Ticks that the journal has accepted since the last one that is stored; more than are missing if the sink"
                    + " takes only some feeds"),
    CONNECTIONS(Kind.GAUGE, Unit.NONE, "Connections to the server, everybody's"),
    CONNECTIONS_SHARE(Kind.GAUGE, Unit.SHARE, "Connections to the server as a share of those it allows"),
    SIZE(Kind.GAUGE, Unit.BYTES, "Bytes that the database takes on disk"),
    DEADLOCKS(Kind.COUNTER, Unit.NONE, "Deadlocks in the database since its statistics began");

    private final Kind kind;
    private final Unit unit;
    private final String about;

    PostgresMetric(Kind kind, Unit unit, String about) {
        this.kind = kind;
        this.unit = unit;
        this.about = about;
    }

    /** The metric as rules know it: {@code postgres.round_trip}. */
    Metric declared() {
        return new Metric("postgres." + name().toLowerCase(Locale.ROOT), kind, unit, about);
    }
}
