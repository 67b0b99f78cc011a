package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.feed.FeedProvider;
import dev.feedwarden.api.notify.NotifierProvider;
import dev.feedwarden.api.service.ServiceProvider;
import dev.feedwarden.api.sink.SinkProvider;
import java.util.Locale;

/** The kinds of extension, in the order in which their instances start; they stop in the reverse order. */
public enum Kind {
    SERVICE("services", ServiceProvider.class),
    SINK("sinks", SinkProvider.class),
    NOTIFIER("notifiers", NotifierProvider.class),
    ACTION("actions", RecoveryActionProvider.class),
    CHECK("checks", HealthCheckProvider.class),
    FEED("feeds", FeedProvider.class);

    private final String section;
    private final Class<? extends Provider<?, ?>> provider;

    Kind(String section, Class<? extends Provider<?, ?>> provider) {
        this.section = section;
        this.provider = provider;
    }

    /** The section of the configuration that names instances of this kind. */
    public String section() {
        return section;
    }

    /** The kind by itself, as lists of offers write it: {@code feed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Class<? extends Provider<?, ?>> provider() {
        return provider;
    }
}
