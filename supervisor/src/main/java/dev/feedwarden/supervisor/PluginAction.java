package dev.feedwarden.supervisor;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.recovery.NamedActions;
import dev.feedwarden.supervisor.recovery.Trouble;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The action {@value #NAME}: a plugin is stopped with all its instances, loaded anew and started. What the journal has
 * accepted stays accepted, and sinks go on at their cursors, so no tick is lost. The subject is an instance, or one of its
 * streams, or the plugin itself.
 */
record PluginAction(PluginHost host) implements NamedActions.Source {

    static final String NAME = "restart-plugin";

    static final List<Setting> PARAMETERS = List.of(Setting.optional(
            "plugin", Setting.Type.TEXT, null, "A plugin or an instance of it; the subject's own if there is none"));

    @Override
    public @Nullable Future<Outcome> run(String action, ActionRequest request) {
        return action.equals(NAME) ? host.restart(target(request), PluginHost.Asker.LADDER) : null;
    }

    @Override
    public @Nullable Future<Outcome> runByHand(String action, ActionRequest request) {
        return action.equals(NAME) ? host.restart(target(request), PluginHost.Asker.PERSON) : null;
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        return action.equals(NAME) ? PARAMETERS : null;
    }

    private static String target(ActionRequest request) {
        return request.parameters().has("plugin")
                ? request.parameters().text("plugin")
                : Trouble.instanceOf(request.subject());
    }
}
