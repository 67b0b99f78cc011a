package dev.feedwarden.plugin.bybit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be absent or of another type than documented: then the answer is null, NaN or empty. */
final class Json {

    private Json() {}

    static @Nullable String text(JsonObject from, String name) {
        return from.getValue(name) instanceof String text ? text : null;
    }

    /** A number, which this venue mostly writes as text. */
    static double number(JsonObject from, String name) {
        Object value = from.getValue(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? Decimal.parse(text) : Double.NaN;
    }

    static JsonObject object(JsonObject from, String name) {
        return from.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    static JsonArray array(JsonObject from, String name) {
        return from.getValue(name) instanceof JsonArray array ? array : new JsonArray();
    }
}
