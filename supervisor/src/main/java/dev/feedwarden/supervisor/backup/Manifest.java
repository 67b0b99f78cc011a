package dev.feedwarden.supervisor.backup;

import dev.feedwarden.supervisor.history.HistorySummary;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself, in its last file.
 *
 * @param product the version of the program that made it
 * @param config the name of the configuration file in it; null if it has none
 * @param accepted the sequence of the last tick that the journal had accepted; null where no program was asked
 * @param history what the history in it holds
 * @param plugins the JARs that were dropped in; they are not in it
 * @param leftOut files that the configuration names and that are not in it
 * @param unsaved the sinks of whose stores there is no copy in it though there could be one, each with the reason
 * @param files every file in it but this one
 */
public record Manifest(
        String product,
        Instant time,
        @Nullable String config,
        @Nullable Long accepted,
        HistorySummary history,
        List<Jar> plugins,
        List<String> leftOut,
        List<String> unsaved,
        List<Entry> files) {

    static final String NAME = "manifest.json";

    private static final int FORMAT = 1;

    public Manifest {
        plugins = List.copyOf(plugins);
        leftOut = List.copyOf(leftOut);
        unsaved = List.copyOf(unsaved);
        files = List.copyOf(files);
    }

    /** A plugin's JAR. */
    public record Jar(String file, String sha256) {}

    /** A file. */
    public record Entry(String name, long bytes, String sha256) {}

    Manifest with(List<Entry> written) {
        return new Manifest(product, time, config, accepted, history, plugins, leftOut, unsaved, written);
    }

    /** How many bytes all files have. */
    public long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    /** As it is written. */
    public JsonObject json() {
        return new JsonObject()
                .put("format", FORMAT)
                .put("product", product)
                .put("time", time.toString())
                .put("config", config)
                .put("accepted", accepted)
                .put(
                        "history",
                        new JsonObject()
                                .put("incidents", history.incidents())
                                .put("open", history.open())
                                .put("mails", history.mails())
                                .put("unsent", history.unsent())
                                .put("rows", history.rows()))
                .put(
                        "plugins",
                        array(
                                plugins,
                                jar -> new JsonObject().put("file", jar.file()).put("sha256", jar.sha256())))
                .put("leftOut", new JsonArray(leftOut))
                .put("unsaved", new JsonArray(unsaved))
                .put(
                        "files",
                        array(
                                files,
                                file -> new JsonObject()
                                        .put("name", file.name())
                                        .put("bytes", file.bytes())
                                        .put("sha256", file.sha256())));
    }

    /** @throws IOException if it is none, or one of another format */
    static Manifest of(String text) throws IOException {
        try {
            JsonObject json = new JsonObject(text);
            if (json.getInteger("format") != FORMAT) {
                throw new IOException("expected a backup of format " + FORMAT + ", found " + json.getInteger("format"));
            }
            JsonObject history = json.getJsonObject("history");
            return new Manifest(
                    json.getString("product"),
                    Instant.parse(json.getString("time")),
                    json.getString("config"),
                    json.getLong("accepted"),
                    new HistorySummary(
                            history.getLong("incidents"),
                            history.getLong("open"),
                            history.getLong("mails"),
                            history.getLong("unsent"),
                            history.getString("rows")),
                    list(json, "plugins", jar -> new Jar(jar.getString("file"), jar.getString("sha256"))),
                    texts(json, "leftOut"),
                    // Backups of before there were such copies do not have it.
                    json.containsKey("unsaved") ? texts(json, "unsaved") : List.of(),
                    list(
                            json,
                            "files",
                            file -> new Entry(
                                    file.getString("name"), file.getLong("bytes"), file.getString("sha256"))));
        } catch (DecodeException | ClassCastException | DateTimeException | NullPointerException e) {
            throw new IOException("its manifest cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        all.stream().map(json).forEach(array::add);
        return array;
    }

    private static <T> List<T> list(JsonObject json, String name, Function<JsonObject, T> of) {
        List<T> all = new ArrayList<>();
        json.getJsonArray(name).forEach(each -> all.add(of.apply((JsonObject) each)));
        return all;
    }

    private static List<String> texts(JsonObject json, String name) {
        List<String> all = new ArrayList<>();
        json.getJsonArray(name).forEach(each -> all.add((String) each));
        return all;
    }
}
