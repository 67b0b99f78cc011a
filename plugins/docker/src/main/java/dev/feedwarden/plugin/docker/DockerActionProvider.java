package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes what can be done for containers: {@code restart-container}, {@code stop} and {@code start}. */
@Extension
public final class DockerActionProvider implements RecoveryActionProvider {

    private static final Setting ACTION =
            Setting.required("action", Setting.Type.TEXT, "What it does: restart-container, stop or start");

    @Override
    public String type() {
        return EngineSettings.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(EngineSettings.DECLARED);
        all.add(ACTION);
        return all;
    }

    @Override
    public List<String> connection() {
        return EngineSettings.NAMES;
    }

    @Override
    public List<Setting> parameters() {
        return ContainerAction.PARAMETERS;
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        EngineSettings.of(settings);
        verb(settings);
    }

    @Override
    public RecoveryAction create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        EngineSettings engine = EngineSettings.of(settings);
        ContainerAction.Verb verb = verb(settings);
        return new ContainerAction(new Engine(context.vertx(), context.timers(), engine), verb, engine.containers());
    }

    private static ContainerAction.Verb verb(Settings settings) {
        return switch (settings.text(ACTION.name())) {
            case "restart-container" -> ContainerAction.Verb.RESTART;
            case "stop" -> ContainerAction.Verb.STOP;
            case "start" -> ContainerAction.Verb.START;
            default -> throw settings.unusable(ACTION.name(), "restart-container, stop or start");
        };
    }
}
