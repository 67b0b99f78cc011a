package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.plugin.PluginInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/plugins}: every plugin, those that do not run with the reason, and the paths that services answer at. */
final class PluginRoutes {

    private final Supplier<List<PluginInfo>> plugins;
    private final ServiceRoutes services;

    PluginRoutes(Supplier<List<PluginInfo>> plugins, ServiceRoutes services) {
        this.plugins = plugins;
        this.services = services;
    }

    void mount(Router router) {
        Answers.get(router, "/api/plugins").handler(call -> {
            JsonArray list = StatusJson.array(plugins.get(), PluginRoutes::plugin);
            JsonArray paths = new JsonArray(services.prefixes());
            Answers.json(call, 200, new JsonObject().put("plugins", list).put("services", paths));
        });
    }

    private static JsonObject plugin(PluginInfo plugin) {
        return new JsonObject()
                .put("id", plugin.id())
                .put("version", plugin.version())
                .put("state", plugin.state().word())
                .put("provides", new JsonArray(plugin.provides()))
                .put("error", plugin.error())
                .put("file", plugin.file())
                .put("bundled", plugin.bundled());
    }
}
