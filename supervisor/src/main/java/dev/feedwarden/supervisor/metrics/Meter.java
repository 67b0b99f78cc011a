package dev.feedwarden.supervisor.metrics;

import java.util.List;

/** Every meter of the product. The name is Micrometer's; Prometheus writes dots as underscores and adds the unit. */
public enum Meter {
    FEED_TICKS(Type.COUNTER, "feedwarden.feed.ticks", "", "Ticks received, repeats left out", "feed"),
    FEED_REPEATS(
            Type.COUNTER, "feedwarden.feed.repeats", "", "Ticks dropped because the venue sent them twice", "feed"),
    FEED_FAULTS(Type.COUNTER, "feedwarden.feed.faults", "", "Faults, by kind", "feed", "kind"),
    FEED_RECONNECTS(Type.COUNTER, "feedwarden.feed.reconnects", "", "Connections made anew", "feed"),
    FEED_CONNECTIONS(Type.GAUGE, "feedwarden.feed.connections", "", "Connections that are up", "feed"),
    FEED_STREAMS(Type.GAUGE, "feedwarden.feed.streams", "", "Streams that are wanted", "feed"),

    WEB_READERS(Type.GAUGE, "feedwarden.web.readers", "", "Readers of the live stream"),
    WEB_READERS_REFUSED(
            Type.COUNTER, "feedwarden.web.readers.refused", "", "Readers turned away because there were too many"),
    WEB_EVENTS_SKIPPED(
            Type.COUNTER, "feedwarden.web.events.skipped", "", "Boards a slow reader of the live stream did not get"),

    FACTS_DROPPED(
            Type.COUNTER, "feedwarden.facts.dropped", "", "Facts dropped because too many were waiting for the judge"),
    HISTORY_FAILURES(Type.COUNTER, "feedwarden.history.failures", "", "Writes to the history that failed"),
    HISTORY_HELD(
            Type.COUNTER,
            "feedwarden.history.held",
            "",
            "Times judging was held back because too many changes were waiting to be written"),
    RECOVERY_ACTIONS(
            Type.COUNTER, "feedwarden.recovery.actions", "", "Recovery actions that ended, by outcome", "outcome");

    private final Type type;
    private final String meterName;
    private final String unit;
    private final String about;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tags;

    Meter(Type type, String meterName, String unit, String about, String... tags) {
        this.type = type;
        this.meterName = meterName;
        this.unit = unit;
        this.about = about;
        this.tags = List.of(tags);
    }

    public Type type() {
        return type;
    }

    public String meterName() {
        return meterName;
    }

    /** Micrometer's base unit: {@code seconds}, {@code bytes}, or empty. */
    public String unit() {
        return unit;
    }

    public String about() {
        return about;
    }

    /** The names of its tags; every use gives one value for each, from a bounded set. */
    public List<String> tags() {
        return tags;
    }

    /** What a meter does. */
    public enum Type {
        COUNTER,
        GAUGE,
        TIMER
    }
}
