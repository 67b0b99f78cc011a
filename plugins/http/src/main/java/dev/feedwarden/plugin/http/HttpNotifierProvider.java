package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifierProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.pf4j.Extension;

/** Makes notifiers that hand notices to a URL. */
@Extension
public final class HttpNotifierProvider implements NotifierProvider {

    private static final String WORDS =
            Arrays.stream(Shape.values()).map(Shape::word).collect(Collectors.joining(", "));

    @Override
    public String type() {
        return HttpPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(Target.DECLARED);
        all.add(Setting.optional("shape", Setting.Type.TEXT, "json", "The form of the body: " + WORDS));
        all.add(Setting.optional(
                "to",
                Setting.Type.TEXTS,
                null,
                "Whom it tells: Telegram's chats, ntfy's topics; for the other shapes the URL says it"));
        all.add(Setting.optional("key", Setting.Type.SECRET, null, "What bodies are signed with; unsigned without"));
        return all;
    }

    @Override
    public void check(Settings settings) {
        Target.of(settings);
        if (shape(settings).tellsARecipient() && !settings.has("to")) {
            throw settings.unusable("to", "a chat for shape telegram, a topic for shape ntfy");
        }
    }

    @Override
    public Notifier create(Settings settings, Context context) {
        return new Webhook(
                context,
                Target.of(settings),
                shape(settings),
                settings.has("key") ? settings.secret("key").reveal() : null);
    }

    private static Shape shape(Settings settings) {
        String word = settings.text("shape");
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(word))
                .findFirst()
                .orElseThrow(() -> settings.unusable("shape", "one of " + WORDS));
    }
}
