package dev.feedwarden.plugin.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be absent or of another type than documented: then the answer is null, NaN or empty. */
final class Fields {

    private Fields() {}

    static @Nullable String text(JsonObject from, String name) {
        return from.getValue(name) instanceof String text ? text : null;
    }

    static double number(JsonObject from, String name) {
        return from.getValue(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A flag, which this venue writes as a boolean or as text; null for anything else, such as {@code partial}. */
    static @Nullable Boolean flag(JsonObject from, String name) {
        Object value = from.getValue(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if ("true".equals(value)) {
            return Boolean.TRUE;
        }
        return "false".equals(value) ? Boolean.FALSE : null;
    }

    static JsonObject object(JsonObject from, String name) {
        return from.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    static JsonArray array(JsonObject from, String name) {
        return from.getValue(name) instanceof JsonArray array ? array : new JsonArray();
    }
}
