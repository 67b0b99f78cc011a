package dev.feedwarden.supervisor.drill;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What the program's audit says was done. */
final class Deeds {

    private static final Set<String> TELLING = Set.of("warn", "escalate");
    private static final int MOST = 500;

    private Deeds() {}

    /** How many entries there are, at most {@value #MOST}. */
    static long count(Bench bench) throws IOException, InterruptedException {
        return entries(bench).size();
    }

    /** The actions that ladders carried out since there were so many entries, in their order, each once. */
    static List<String> since(Bench bench, long before) throws IOException, InterruptedException {
        List<JsonObject> entries = entries(bench);
        List<JsonObject> fresh = new ArrayList<>(entries.subList(0, (int) Math.max(0, entries.size() - before)));
        Collections.reverse(fresh);
        return fresh.stream()
                .filter(entry -> entry.getString("who").startsWith("ladder")
                        && entry.getString("result").startsWith("carried out"))
                .map(entry -> entry.getString("what"))
                .filter(what -> !TELLING.contains(what))
                .distinct()
                .toList();
    }

    /** The newest first. */
    private static List<JsonObject> entries(Bench bench) throws IOException, InterruptedException {
        return bench.ask("/api/audit?limit=" + MOST).getJsonArray("audit").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
