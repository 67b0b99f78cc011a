package dev.feedwarden.supervisor;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.FlowCheck.Flow;
import dev.feedwarden.supervisor.backup.Restore;
import dev.feedwarden.supervisor.backup.Restore.Existing;
import dev.feedwarden.supervisor.backup.Restore.Restored;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.journal.SinkStores;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a backup can be restored: in a scratch folder, against the simulated exchanges of the demo. Without a backup
 * it has one made by a program of its own while ticks flow, after a fault that somebody is told of.
 */
public final class RestoreDrill {

    /** How long each of its steps may take. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int ROWS = 1_000;

    private final Installation installation;
    private final Path scratch;

    /** @param scratch an empty folder */
    public RestoreDrill(Installation installation, Path scratch) {
        this.installation = installation;
        this.scratch = scratch;
    }

    /**
     * How it went.
     *
     * @param backup what was restored
     * @param backupSeconds how long making it took; NaN where it was given
     * @param restoreSeconds until everything was unpacked, checked and in its place
     * @param flowSeconds from the start of the restored program until every feed flowed
     * @param accepted the last tick that had been accepted when the backup was made, as far as it says
     * @param restored the same of the restored journal
     * @param incidents those in the backup
     * @param incidentsAfter those that the restored program knows; new ones may be among them
     * @param mails those in the backup
     * @param mailsAfter as of the incidents
     * @param snapshots what became of the copies of sinks' stores in it; the drill has no store for those of other sinks
     */
    public record Result(
            Path backup,
            double backupSeconds,
            double restoreSeconds,
            double flowSeconds,
            long accepted,
            long restored,
            long incidents,
            long incidentsAfter,
            long mails,
            long mailsAfter,
            List<SinkStores.Load> snapshots,
            boolean flows) {

        public Result {
            snapshots = List.copyOf(snapshots);
        }

        /** Whether nothing is missing and data flows. */
        public boolean passed() {
            return flows && restored >= accepted && incidentsAfter >= incidents && mailsAfter >= mails;
        }

        public JsonObject json() {
            return new JsonObject()
                    .put("backup", backup.toString())
                    .put("backupSeconds", Double.isNaN(backupSeconds) ? null : backupSeconds)
                    .put("restoreSeconds", restoreSeconds)
                    .put("flowSeconds", flowSeconds)
                    .put("accepted", accepted)
                    .put("restored", restored)
                    .put("lost", Math.max(0, accepted - restored))
                    .put("incidents", incidents)
                    .put("incidentsAfter", incidentsAfter)
                    .put("mails", mails)
                    .put("mailsAfter", mailsAfter)
                    .put(
                            "snapshots",
                            new JsonArray(snapshots.stream()
                                    .map(SinkStores.Load::json)
                                    .toList()))
                    .put("passed", passed());
        }
    }

    /** What the restored program knows. */
    private record Found(long incidents, long mails, List<SinkStores.Load> snapshots) {}

    /**
     * Holds the drill. Blocks.
     *
     * @param backup null for one that is made now
     * @throws IOException if the backup cannot be made or restored
     */
    public Result hold(@Nullable Path backup, @Nullable Secret passphrase)
            throws IOException, Unusable, TimeoutException, InterruptedException {
        ThreadTimers timers = new ThreadTimers("restore-drill");
        try {
            Path file = backup;
            double backupSeconds = Double.NaN;
            if (file == null) {
                JsonObject made = make(timers);
                file = Path.of(made.getString("file"));
                backupSeconds = made.getDouble("seconds");
            }
            Path data = scratch.resolve("restored");
            long begun = timers.nanoTime();
            Restored restored = new Restore(new SystemDisk(), data)
                    .run(file, passphrase, Existing.REFUSED, timers.now(), UUID.randomUUID());
            double restoreSeconds = (timers.nanoTime() - begun) / 1e9;
            Flow<Found> flow = FlowCheck.run(installation, demo(data), surroundings(), LIMIT, RestoreDrill::look);
            Long accepted = restored.manifest().accepted();
            return new Result(
                    file,
                    backupSeconds,
                    restoreSeconds,
                    flow.seconds(),
                    accepted == null ? restored.accepted() : accepted,
                    restored.accepted(),
                    Math.min(ROWS, restored.manifest().history().incidents()),
                    flow.told().incidents(),
                    Math.min(ROWS, restored.manifest().history().mails()),
                    flow.told().mails(),
                    flow.told().snapshots(),
                    flow.silent().isEmpty());
        } finally {
            timers.close();
        }
    }

    /** What the running program's state says of the backup that it made. */
    private JsonObject make(ThreadTimers timers) throws IOException, Unusable, TimeoutException, InterruptedException {
        Flow<JsonObject> flow =
                FlowCheck.run(installation, demo(scratch.resolve("original")), surroundings(), LIMIT, supervisor -> {
                    fault(supervisor, "deribit");
                    until(timers, "an incident", () -> isToldOf(supervisor.board(), "deribit"));
                    supervisor.backups().begin();
                    until(
                            timers,
                            "a backup",
                            () -> !supervisor.backups().state().getBoolean("underWay"));
                    return supervisor.backups().state().getJsonObject("last");
                });
        String error = flow.told().getString("error");
        if (error != null) {
            throw new IOException("no backup was made: " + error);
        }
        return flow.told();
    }

    private static void fault(Supervisor supervisor, String feed) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + supervisor.port() + "/sim/faults"))
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                            .put("feed", feed)
                            .put("kind", "stall")
                            .put("for", "6s")
                            .encode()))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status >= 300) {
                throw new IllegalStateException("the simulator answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isToldOf(StatusBoard board, String feed) {
        return board.incidents().stream()
                .anyMatch(incident -> incident.subject().startsWith(feed));
    }

    private static Found look(Supervisor supervisor) {
        try {
            return new Found(
                    supervisor
                            .history()
                            .incidents(ROWS)
                            .await(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .size(),
                    supervisor
                            .history()
                            .mails(ROWS)
                            .await(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .size(),
                    supervisor.snapshots());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the history does not answer", e);
        }
    }

    private static void until(ThreadTimers timers, String what, BooleanSupplier condition) {
        CompletableFuture<Boolean> met = new CompletableFuture<>();
        timers.every(LOOK, () -> {
            if (condition.getAsBoolean()) {
                met.complete(true);
            }
        });
        try {
            met.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("expected " + what + " within " + LIMIT.toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Overrides demo(Path data) {
        return new Overrides(installation.demoConfig(), 0, data);
    }

    private static Surroundings surroundings() {
        return new Surroundings(System.getenv(), new FreePorts());
    }
}
