package dev.feedwarden.plugin.simulator.deribit.market;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Small habits of Deribit's JSON: rounded numbers and fields in no fixed order. */
final class Fields {

    private Fields() {}

    static double rounded(double value, int digits) {
        double power = Math.pow(10, digits);
        return Math.rint(value * power) / power;
    }

    /** The same fields, in an order that differs from message to message. */
    static JsonObject turned(JsonObject object, SplittableRandom random) {
        List<String> names = new ArrayList<>(object.fieldNames());
        if (random.nextBoolean()) {
            Collections.reverse(names);
        }
        Collections.rotate(names, random.nextInt(names.size()));
        JsonObject turned = new JsonObject();
        names.forEach(name -> turned.put(name, object.getValue(name)));
        return turned;
    }
}
