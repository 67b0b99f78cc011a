package dev.feedwarden.supervisor.drill;

import dev.feedwarden.supervisor.Scratch;
import dev.feedwarden.supervisor.ThreadTimers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes failures happen to real processes of the program and measures what comes of them. The rows of {@link Ground#WHOLE}
 * run one after the other on one program; those of the other grounds beside them, one program after the other.
 */
public final class Drill {

    private static final int LANES = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

    private final Site site;
    private final Wishes wishes;
    private final Consumer<String> progress;

    private Drill(Site site, Wishes wishes, Consumer<String> progress) {
        this.site = site;
        this.wishes = wishes;
        this.progress = progress;
    }

    /**
     * What is wanted of a drill.
     *
     * @param launcher the script that starts the program
     * @param home the folder of the installation
     * @param accelerate whether the rules' durations are shortened
     * @param database somebody's PostgreSQL; null for one of the drill's own
     * @param redis somebody's Redis; null for one of the drill's own
     */
    public record Wishes(
            Path launcher,
            Path home,
            boolean accelerate,
            @Nullable GivenAddress database,
            @Nullable GivenAddress redis) {}

    /** Whether this installation can start servers of its own. */
    public static boolean hasServers() {
        return Equipment.find().isPresent();
    }

    /**
     * Holds a drill. Blocks for minutes, or accelerate is off, for hours. What it started is gone when it returns, and when
     * the process is told to end.
     *
     * @param progress takes a line for each row that is done; called by several threads
     * @throws IOException if none can be held, as when the program does not start with the configuration it is given
     */
    public static Matrix hold(List<Row> rows, Wishes wishes, Consumer<String> progress)
            throws IOException, InterruptedException {
        ThreadTimers timers = new ThreadTimers("feedwarden-drill");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Path folder = Files.createTempDirectory("feedwarden-drill-");
        Openings openings = new Openings();
        openings.add(() -> Scratch.delete(folder));
        openings.add(timers::close);
        openings.add(() -> vertx.close().await(10, TimeUnit.SECONDS));
        Site site = new Site(
                wishes.launcher(),
                wishes.home(),
                folder,
                wishes.accelerate() ? Pace.ACCELERATED : Pace.USUAL,
                Equipment.find().orElse(null),
                openings,
                vertx,
                new Http(),
                new Waits(timers::nanoTime));
        Drill drill = new Drill(site, wishes, progress);
        Thread onSignal = new Thread(openings::close, "feedwarden-drill-end");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            long began = timers.nanoTime();
            List<RowResult> results = drill.results(rows);
            return new Matrix(results, Math.round((timers.nanoTime() - began) / 1e8) / 10.0);
        } finally {
            openings.close();
            forget(onSignal);
        }
    }

    /** A process that is being told to end runs the hook already. */
    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.info("drill=ended-by-signal");
        }
    }

    /** Once one lane cannot go on, the other is interrupted. */
    private List<RowResult> results(List<Row> rows) throws IOException, InterruptedException {
        Map<Ground, List<Row>> grounds = new LinkedHashMap<>();
        rows.forEach(row ->
                grounds.computeIfAbsent(row.ground(), none -> new ArrayList<>()).add(row));
        Map<Ground, List<Row>> whole = new LinkedHashMap<>(grounds);
        whole.keySet().retainAll(List.of(Ground.WHOLE));
        grounds.keySet().removeAll(whole.keySet());
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            CompletionService<List<RowResult>> ended = new ExecutorCompletionService<>(lanes);
            List<Future<List<RowResult>>> both =
                    List.of(ended.submit(() -> lane(whole)), ended.submit(() -> lane(grounds)));
            List<RowResult> results = new ArrayList<>();
            for (int i = 0; i < both.size(); i++) {
                results.addAll(ended.take().get());
            }
            List<String> order = rows.stream().map(Row::failure).toList();
            results.sort(Comparator.comparingInt(result -> order.indexOf(result.failure())));
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new IllegalStateException("a lane of the drill broke", e.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private List<RowResult> lane(Map<Ground, List<Row>> grounds) throws IOException, InterruptedException {
        List<RowResult> results = new ArrayList<>();
        if (grounds.isEmpty()) {
            return results;
        }
        Stores stores = null;
        try {
            stores = stores();
            for (Map.Entry<Ground, List<Row>> ground : grounds.entrySet()) {
                results.addAll(on(ground.getKey(), ground.getValue(), stores));
            }
        } catch (Refused e) {
            throw e;
        } catch (IOException | TimeoutException e) {
            grounds.values()
                    .forEach(rows -> rows.forEach(row -> results.add(
                            done(RowResult.failed(row.failure(), "the stores could not be started: " + e)))));
        } finally {
            site.openings().close(stores);
        }
        return results;
    }

    private List<RowResult> on(Ground ground, List<Row> rows, Stores stores) throws IOException, InterruptedException {
        List<RowResult> results = new ArrayList<>();
        Bench bench = null;
        try {
            bench = Bench.open(site, ground, stores);
            Measurement measurement = new Measurement(bench);
            for (Row row : rows) {
                results.add(done(measurement.measure(row)));
            }
        } catch (Refused e) {
            throw e;
        } catch (IOException | TimeoutException | RuntimeException e) {
            rows.subList(results.size(), rows.size())
                    .forEach(row -> results.add(
                            done(RowResult.failed(row.failure(), "what it happens to could not be started: " + e))));
        } finally {
            site.openings().close(bench);
        }
        return results;
    }

    private Stores stores() throws IOException, TimeoutException {
        Equipment equipment = site.equipment();
        Server database = wishes.database() != null
                ? new GivenServer(site.vertx(), wishes.database())
                : needed(equipment).database();
        Server cache = wishes.redis() != null
                ? new GivenServer(site.vertx(), wishes.redis())
                : needed(equipment).cache();
        return site.openings().add(new Stores(database, cache, equipment == null ? null : equipment.mail()));
    }

    private static Equipment needed(@Nullable Equipment equipment) throws IOException {
        if (equipment == null) {
            throw new IOException("the installation has no servers of its own");
        }
        return equipment;
    }

    private RowResult done(RowResult result) {
        String why = result.why();
        progress.accept(result.failure() + ": " + (result.passed() ? "passed" : why == null ? "failed" : why));
        return result;
    }
}
