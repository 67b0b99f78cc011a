package dev.feedwarden.plugin.docker;

import static dev.feedwarden.plugin.docker.DockerMetric.CPU;
import static dev.feedwarden.plugin.docker.DockerMetric.HEALTHY;
import static dev.feedwarden.plugin.docker.DockerMetric.LOG_CUT;
import static dev.feedwarden.plugin.docker.DockerMetric.LOG_ERRORS;
import static dev.feedwarden.plugin.docker.DockerMetric.MEMORY;
import static dev.feedwarden.plugin.docker.DockerMetric.MEMORY_SHARE;
import static dev.feedwarden.plugin.docker.DockerMetric.OOM_KILLS;
import static dev.feedwarden.plugin.docker.DockerMetric.RESTARTS;
import static dev.feedwarden.plugin.docker.DockerMetric.RESTART_COUNT;
import static dev.feedwarden.plugin.docker.DockerMetric.RUNNING;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One container, and what is remembered of it from check to check. Belongs to the check's event loop. */
final class Watched {

    private static final int MOST_DESCRIPTION = 1 << 20;
    /** What is read of a log in one check. */
    private static final int MOST_LOG = 1 << 20;

    private final Context context;
    private final Engine engine;
    private final String name;
    private final LogPatterns patterns;
    private @Nullable Inspected last;
    private @Nullable Usage usage;
    private @Nullable LogPlace place;

    Watched(Context context, Engine engine, String name, LogPatterns patterns) {
        this.context = context;
        this.engine = engine;
        this.name = name;
        this.patterns = patterns;
    }

    /** Asks for all there is to know. What fails after the first answer is a fault, and the rest is told. */
    Future<List<Reading>> ask() {
        List<Reading> readings = new ArrayList<>();
        return engine.get("/containers/" + name + "/json", MOST_DESCRIPTION).compose(answer -> {
            if (answer.status() == 404) {
                add(readings, RUNNING, 0);
                return Future.succeededFuture(readings);
            }
            Inspected now = Inspected.read(json(answer, "json"));
            compare(now, readings);
            Future<Void> used = now.running() ? use(now, readings) : Future.succeededFuture();
            return used.recover(this::contained)
                    .compose(done -> patterns.isEmpty() ? Future.succeededFuture() : log(now, readings))
                    .recover(this::contained)
                    .map(readings);
        });
    }

    private Future<Void> contained(Throwable failure) {
        context.fault(FaultKind.VENUE, Failures.reason(failure));
        return Future.succeededFuture();
    }

    private void compare(Inspected now, List<Reading> readings) {
        add(readings, RUNNING, now.running() ? 1 : 0);
        add(readings, HEALTHY, now.healthy());
        add(readings, RESTART_COUNT, (double) now.restartCount());
        Inspected before = last;
        last = now;
        if (before == null || !before.id().equals(now.id())) {
            // Another container has taken the name: it was started again, but none of its log has been read.
            usage = null;
            if (before != null) {
                place = LogPlace.START;
                add(readings, RESTARTS, 1);
            }
            return;
        }
        long restarts = Math.max(
                now.restartCount() - before.restartCount(), now.startedAt().equals(before.startedAt()) ? 0 : 1);
        if (restarts > 0) {
            add(readings, RESTARTS, (double) restarts);
        }
        if (now.oomKilled() && !(before.oomKilled() && before.finishedAt().equals(now.finishedAt()))) {
            add(readings, OOM_KILLS, 1);
        }
    }

    private Future<Void> use(Inspected now, List<Reading> readings) {
        return engine.get("/containers/" + name + "/stats?stream=false&one-shot=true", MOST_DESCRIPTION)
                .map(answer -> {
                    Usage used = Usage.read(json(answer, "stats"));
                    add(readings, MEMORY, used.memory());
                    add(readings, MEMORY_SHARE, used.memoryShare());
                    add(readings, CPU, used.cpuSince(usage, now.processors()));
                    usage = used;
                    return null;
                });
    }

    /** The first time it only finds the end: what was written before nobody asks about. */
    private Future<Void> log(Inspected now, List<Reading> readings) {
        LogPlace from = place;
        if (from == null) {
            return lines(now, "tail=1").compose(end -> {
                LogPlace near = LogPlace.START.after(end.lines());
                if (end.lines().isEmpty()) {
                    place = near;
                    return Future.succeededFuture();
                }
                LogPlace before = new LogPlace(near.time(), 0);
                return lines(now, "since=" + before.since()).map(read -> {
                    place = before.after(before.unread(read.lines()));
                    return null;
                });
            });
        }
        return lines(now, "since=" + from.since()).compose(read -> {
            List<LogLine> unread = from.unread(read.lines());
            place = read.cut() && unread.isEmpty() ? from.past() : from.after(unread);
            if (read.cut()) {
                add(readings, LOG_CUT, 1);
            }
            return context.vertx()
                    .executeBlocking(() -> patterns.count(unread), false)
                    .map(counts -> {
                        add(counts, readings);
                        return null;
                    });
        });
    }

    private void add(Map<String, Integer> counts, List<Reading> readings) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all > 0) {
            add(readings, LOG_ERRORS, all);
        }
        counts.forEach((pattern, count) -> readings.add(new Reading(
                DockerMetric.LOG_MATCHES.declared().name(),
                context.id() + "/" + name + "/" + pattern,
                count,
                context.timers().now())));
    }

    /** What was read of a log. */
    private record Read(List<LogLine> lines, boolean cut) {}

    private Future<Read> lines(Inspected now, String which) {
        return engine.get("/containers/" + name + "/logs?stdout=1&stderr=1&timestamps=1&" + which, MOST_LOG)
                .compose(answer -> {
                    Buffer body = sound(answer, "logs").body();
                    return context.vertx()
                            .executeBlocking(
                                    () -> new Read(LogLine.read(body, now.framed(), answer.cut()), answer.cut()),
                                    false);
                });
    }

    private JsonObject json(Engine.Answer answer, String what) {
        return new JsonObject(sound(answer, what).body());
    }

    private Engine.Answer sound(Engine.Answer answer, String what) {
        if (answer.status() != 200) {
            throw new IllegalStateException(what + " of container " + name + ": expected status 200, found "
                    + answer.status() + Failures.message(answer));
        }
        return answer;
    }

    private void add(List<Reading> readings, DockerMetric metric, double value) {
        readings.add(new Reading(
                metric.declared().name(),
                context.id() + "/" + name,
                value,
                context.timers().now()));
    }
}
