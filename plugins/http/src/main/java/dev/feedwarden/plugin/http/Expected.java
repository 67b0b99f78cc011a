package dev.feedwarden.plugin.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an HTTP answer should be: its status, a pattern in its body (RE2 syntax, which is matched in linear time), a value
 * in its JSON found by a JSON pointer (RFC 6901). Pure.
 */
record Expected(
        List<String> statuses,
        @Nullable Pattern pattern,
        @Nullable JsonPointer pointer,
        @Nullable String value) {

    static final List<Setting> DECLARED = List.of(
            Setting.optional("status", Setting.Type.TEXTS, "2xx", "http: statuses that are well, such as 200 or 2xx"),
            Setting.optional("body", Setting.Type.TEXT, null, "http: a pattern (RE2) that the body must contain"),
            Setting.optional("json", Setting.Type.TEXT, null, "http: a JSON pointer (RFC 6901), such as /data/0/state"),
            Setting.optional("json_is", Setting.Type.TEXT, null, "http: the value that must stand there"));

    static Expected of(Settings settings) {
        List<String> statuses = settings.texts("status");
        if (statuses.isEmpty() || !statuses.stream().allMatch(status -> status.matches("[1-5]([0-9]{2}|xx)"))) {
            throw settings.unusable("status", "statuses such as 200 or 2xx");
        }
        if (settings.has("json_is") && !settings.has("json")) {
            throw settings.unusable("json", "a JSON pointer beside json_is");
        }
        return new Expected(
                List.copyOf(statuses),
                pattern(settings),
                pointer(settings),
                settings.has("json_is") ? settings.text("json_is") : null);
    }

    /** Whether an answer is as it should be. */
    boolean holds(Reply reply) {
        String status = Integer.toString(reply.status());
        boolean well = statuses.stream().anyMatch(one -> one.equals(status) || one.equals(status.charAt(0) + "xx"));
        if (!well || (pattern != null && !pattern.matcher(reply.body()).find())) {
            return false;
        }
        if (pointer == null) {
            return true;
        }
        Object found = found(reply);
        return found != null && (value == null || value.equals(found.toString()));
    }

    /** The number at the pointer, true as 1 and false as 0; NaN if there is none. */
    double number(Reply reply) {
        Object found = found(reply);
        if (found instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return found instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private @Nullable Object found(Reply reply) {
        if (pointer == null || reply.cut()) {
            return null;
        }
        try {
            return pointer.queryJson(Json.decodeValue(Buffer.buffer(reply.body())));
        } catch (DecodeException e) {
            // Not JSON: nothing stands there.
            return null;
        }
    }

    private static @Nullable Pattern pattern(Settings settings) {
        if (!settings.has("body")) {
            return null;
        }
        try {
            return Pattern.compile(settings.text("body"));
        } catch (PatternSyntaxException e) {
            throw settings.unusable("body", "a pattern in RE2 syntax (" + e.getDescription() + ")");
        }
    }

    private static @Nullable JsonPointer pointer(Settings settings) {
        if (!settings.has("json")) {
            return null;
        }
        try {
            return JsonPointer.from(settings.text("json"));
        } catch (IllegalArgumentException e) {
            throw settings.unusable("json", "a JSON pointer such as /data/0/state");
        }
    }
}
