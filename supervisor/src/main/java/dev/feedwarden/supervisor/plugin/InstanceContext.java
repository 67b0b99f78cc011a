package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The surroundings of one instance: what it reports is checked, and becomes a fact. */
final class InstanceContext implements Context {

    private final String id;
    private final Site site;
    private final Ground ground;
    private final Path folder;
    private final Set<String> metrics;

    /**
     * @param metrics the names of the metrics that it may report
     */
    InstanceContext(String id, Site site, Ground ground, Path folder, Set<String> metrics) {
        this.id = id;
        this.site = site;
        this.ground = ground;
        this.folder = folder;
        this.metrics = metrics;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Vertx vertx() {
        return site.vertx();
    }

    @Override
    public Timers timers() {
        return site.timers();
    }

    @Override
    public Disk disk() {
        return ground.disk();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public JournalPosition journal() {
        return ground.journal().get();
    }

    @Override
    public void report(List<Reading> readings) {
        List<Reading> sound = readings.stream().filter(this::sound).toList();
        if (!sound.isEmpty()) {
            ground.facts().accept(new Event.Measured(id, sound, timers().now()));
        }
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        ground.facts().accept(new Event.Faulted(id, kind, Failures.line(detail), timers().now()));
    }

    private boolean sound(Reading reading) {
        String subject = reading.subject();
        if (!subject.equals(id) && !subject.startsWith(id + "/")) {
            fault(
                    FaultKind.PLUGIN,
                    "reading of " + reading.metric() + ": expected a subject that is '" + id + "' or begins with '" + id
                            + "/', found '" + subject + "'");
            return false;
        }
        if (!metrics.contains(reading.metric())) {
            fault(
                    FaultKind.PLUGIN,
                    "reading of a metric that is not declared: expected one of "
                            + metrics.stream().sorted().toList() + ", found '" + reading.metric() + "'");
            return false;
        }
        return true;
    }
}
