package dev.feedwarden.plugin.simulator.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a request, with Deribit's errors. Values from a query string are texts and count all the same. */
record Params(JsonObject values) {

    /** A text that must be there. */
    String text(String name) {
        Object value = values.getValue(name);
        if (value == null) {
            throw RpcError.invalid(name, "is required");
        }
        if (value instanceof String text) {
            return text;
        }
        throw RpcError.invalid(name, "value must be a string");
    }

    /** One of several texts, which must be there. */
    String choice(String name, List<String> choices) {
        String value = text(name);
        if (!choices.contains(value)) {
            throw RpcError.invalid(name, "must be one of: " + String.join(", ", choices));
        }
        return value;
    }

    String choice(String name, List<String> choices, String fallback) {
        return values.getValue(name) == null ? fallback : choice(name, choices);
    }

    boolean flag(String name, boolean fallback) {
        Object value = values.getValue(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw RpcError.invalid(name, "value must be a boolean");
    }

    int integer(String name, int least, int most) {
        Object value = values.getValue(name);
        if (value == null) {
            throw RpcError.invalid(name, "is required");
        }
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw RpcError.invalid(name, "value must be a number from " + least + " to " + most);
    }

    List<String> texts(String name) {
        if (!(values.getValue(name) instanceof JsonArray array)) {
            throw RpcError.invalid(name, "value must be a list");
        }
        List<String> texts = new ArrayList<>();
        for (Object value : array) {
            if (!(value instanceof String text)) {
                throw RpcError.invalid(name, "value must be a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }
}
