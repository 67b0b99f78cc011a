package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.ConfigReader;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.feed.ProbeReport;
import dev.feedwarden.supervisor.feed.ProbeRoom;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Tries a configured feed's connection in this process, beside a running program and without touching its data. */
public final class FeedProbe {

    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration PROBING = Duration.ofMinutes(10);

    private FeedProbe() {}

    /**
     * Blocks until the feed brought data or a step failed.
     *
     * @throws IllegalArgumentException if no such feed is configured
     * @throws Unusable if something in the configuration is wrong
     */
    public static ProbeReport run(
            Installation installation, Overrides overrides, Surroundings surroundings, String feed)
            throws Unusable, TimeoutException {
        Teardown teardown = new Teardown();
        Problems problems = new Problems();
        try {
            Config config = ConfigReader.read(overrides, surroundings, problems);
            if (config == null) {
                throw new Unusable(problems.list());
            }
            Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
            Seams seams = Seams.real();
            Plugins plugins = Plugins.load(
                    Scratch.folders(installation, config.data(), teardown),
                    seams,
                    () -> JournalPosition.NONE,
                    fact -> {},
                    meters,
                    teardown);
            Preparation ready = Preparation.of(config, surroundings, plugins, problems);
            if (!ready.problems().isEmpty()) {
                throw new Unusable(ready.problems());
            }
            ProbeRoom room = new ProbeRoom(meters, seams.random());
            plugins.host()
                    .start(List.of(entry(ready.entries(), feed)), Map.of(Kind.FEED, room))
                    .await(STARTING.toMillis(), TimeUnit.MILLISECONDS);
            return room.report().await(PROBING.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            teardown.run();
        }
    }

    private static Entry entry(List<Entry> entries, String feed) {
        List<Entry> feeds =
                entries.stream().filter(entry -> entry.kind() == Kind.FEED).toList();
        return feeds.stream()
                .filter(entry -> entry.id().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feed '" + feed + "' is configured, expected one of "
                        + feeds.stream().map(Entry::id).collect(Collectors.toCollection(TreeSet::new))));
    }
}
