package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Snapshots;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running sinks whose stores are copied with backups, and what a restored backup gave back to them. Safe from any
 * thread.
 */
public final class SinkStores {

    /** The name of the folder in a data folder where restored snapshots wait for their sinks. */
    public static final String FOLDER = "snapshots";

    private static final String SUFFIX = ".snapshot";
    private static final Logger LOG = LoggerFactory.getLogger(SinkStores.class);

    private final Disk disk;
    private final Path folder;
    private final ConcurrentSkipListMap<String, Store> running = new ConcurrentSkipListMap<>();

    /** The last of each sink. */
    private final ConcurrentSkipListMap<String, Future<@Nullable Load>> loads = new ConcurrentSkipListMap<>();

    private record Store(Context loop, Snapshots snapshots) {}

    /**
     * How giving back a restored snapshot ended.
     *
     * @param loaded null if it failed
     * @param error why it failed; null if it did not
     */
    public record Load(
            String sink,
            Snapshots.@Nullable Loaded loaded,
            @Nullable String error) {

        /** As commands print it. */
        public JsonObject json() {
            JsonObject json = new JsonObject().put("sink", sink).put("error", error);
            return loaded == null
                    ? json
                    : json.put("entries", loaded.entries())
                            .put("put", loaded.put())
                            .put("kept", loaded.kept())
                            .put("expired", loaded.expired());
        }

        /** One line for a person. */
        public String told() {
            return loaded == null
                    ? "sink " + sink + ": its snapshot was not loaded: " + error
                    : "sink " + sink + ": put back " + loaded.put() + " keys of " + loaded.entries() + "; "
                            + loaded.kept() + " were there already, " + loaded.expired() + " had expired";
        }
    }

    /** @param data the data folder */
    public SinkStores(Disk disk, Path data) {
        this.disk = disk;
        this.folder = data.resolve(FOLDER);
    }

    /** The name that a sink's snapshot has in a data folder, parts divided by {@code /}. */
    public static String name(String sink) {
        return FOLDER + "/" + sink + SUFFIX;
    }

    /** Whose snapshot a file of a data folder is, by the name that {@link #name} gives it. */
    public static Optional<String> sinkOf(String name) {
        return name.startsWith(FOLDER + "/") && name.endsWith(SUFFIX)
                ? Optional.of(name.substring(FOLDER.length() + 1, name.length() - SUFFIX.length()))
                : Optional.empty();
    }

    /** The ids of the sinks that can be asked, sorted. */
    public List<String> sinks() {
        return List.copyOf(running.keySet());
    }

    /**
     * Has a sink copy its store, as {@link Snapshots#save} says. Completes on the sink's event loop, or never if that
     * hangs.
     */
    public Future<Long> save(String sink, Path file, long mostBytes) {
        Store store = running.get(sink);
        if (store == null) {
            return Future.failedFuture("it does not run any more");
        }
        Promise<Long> answer = Promise.promise();
        store.loop.runOnContext(go -> {
            try {
                store.snapshots.save(file, mostBytes).onComplete(answer);
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    /** Completes once every sink that has started has been given what waited for it, or has not; sorted by sink. */
    public Future<List<Load>> loads() {
        List<Future<@Nullable Load>> all = List.copyOf(loads.values());
        return Future.join(all)
                .map(joined -> all.stream()
                        .map(Future::result)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Every sink has been started: tells of the files that none of them takes, and leaves them. Blocks. */
    public void everySinkHasStarted() {
        for (Path file : waiting()) {
            sinkOf(FOLDER + "/" + file.getFileName()).ifPresent(sink -> {
                Load none = new Load(sink, null, "no sink of this name runs that could take it; it stays in " + file);
                if (loads.putIfAbsent(sink, Future.succeededFuture(none)) == null) {
                    LOG.warn("event=snapshot-unclaimed sink={} file={}", sink, file);
                }
            });
        }
    }

    private List<Path> waiting() {
        try {
            return disk.list(folder);
        } catch (IOException e) {
            LOG.warn("event=snapshots-unlisted folder={} error={}", folder, e.toString());
            return List.of();
        }
    }

    /** Where a restored snapshot waits for a sink. */
    Path file(String sink) {
        return folder.resolve(sink + SUFFIX);
    }

    /**
     * A sink has started; it takes the place of one of the same id.
     *
     * @param loop on which it is called
     * @param load how giving back what waited for it ends; null in it if nothing did
     * @return takes it away again
     */
    public Runnable add(String sink, Context loop, Snapshots snapshots, Future<@Nullable Load> load) {
        Store store = new Store(loop, snapshots);
        running.put(sink, store);
        loads.put(sink, load);
        return () -> running.remove(sink, store);
    }

    /** Whatever sink of this id runs is not to be asked any more. */
    void remove(String sink) {
        running.remove(sink);
    }
}
