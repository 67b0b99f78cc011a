package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes the action {@code call}: a webhook. */
@Extension
public final class HttpActionProvider implements RecoveryActionProvider {

    static final String NOTE = "note";
    private static final String CALL = "call";
    private static final int LEAST_KEY = 16;

    @Override
    public String type() {
        return HttpPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(Target.DECLARED);
        all.add(Setting.optional("action", Setting.Type.TEXT, CALL, "What it does: " + CALL));
        all.add(Setting.required(
                "key", Setting.Type.SECRET, "What bodies are signed with, at least " + LEAST_KEY + " characters"));
        return all;
    }

    @Override
    public List<Setting> parameters() {
        return List.of(Setting.optional(NOTE, Setting.Type.TEXT, "", "A text that is sent along (call)"));
    }

    @Override
    public void check(Settings settings) {
        Target.of(settings);
        key(settings);
        if (!settings.text("action").equals(CALL)) {
            throw settings.unusable("action", CALL);
        }
    }

    @Override
    public RecoveryAction create(Settings settings, Context context) {
        check(settings);
        return new Call(context, Target.of(settings), key(settings));
    }

    private static String key(Settings settings) {
        String key = settings.secret("key").reveal();
        if (key.length() < LEAST_KEY) {
            throw settings.unusable("key", "at least " + LEAST_KEY + " characters");
        }
        return key;
    }
}
