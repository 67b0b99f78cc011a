package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Row;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * A dropped-in plugin overflows its stack a hundred times on its own event loop, where nobody catches it. It is started
 * anew by itself; the others go on.
 */
final class PluginCrash implements Row {

    @Override
    public String failure() {
        return "plugin crash";
    }

    @Override
    public void fail(Bench bench) throws IOException {
        bench.order("crash", "");
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return !whole(bench);
    }

    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        return whole(bench) && bench.status().flows();
    }

    @Override
    public String step() {
        return "plugin started anew";
    }

    private static boolean whole(Bench bench) throws IOException, InterruptedException {
        return bench.ask("/api/plugins").getJsonArray("plugins").stream()
                .map(JsonObject.class::cast)
                .filter(plugin -> plugin.getString("id").equals("drill"))
                .anyMatch(plugin -> plugin.getString("state").equals("started") && plugin.getString("error") == null);
    }
}
