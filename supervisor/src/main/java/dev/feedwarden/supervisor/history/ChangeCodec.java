package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Marks;
import dev.feedwarden.rules.StatusChange;
import io.vertx.core.json.JsonObject;

/** Status changes. A value that JSON cannot write as a number, such as NaN, is written as text. */
final class ChangeCodec implements Codec<StatusChange> {

    @Override
    public String encode(StatusChange change) {
        return new JsonObject()
                .put("rule", change.rule())
                .put("subject", change.subject())
                .put("from", change.from().word())
                .put("to", change.to().word())
                .put("value", Double.isFinite(change.value()) ? change.value() : Double.toString(change.value()))
                .put("evidence", change.evidence())
                .put("time", change.time())
                .put("flapping", change.marks().flapping())
                .put("mail", change.marks().mail())
                .put("heldBackBy", change.marks().heldBackBy())
                .encode();
    }

    @Override
    public StatusChange decode(String text) {
        JsonObject json = new JsonObject(text);
        return new StatusChange(
                json.getString("rule"),
                json.getString("subject"),
                Words.of(Level.class, json.getString("from")),
                Words.of(Level.class, json.getString("to")),
                Double.parseDouble(json.getValue("value").toString()),
                json.getInstant("evidence"),
                json.getInstant("time"),
                new Marks(
                        json.getBoolean("flapping", false),
                        json.getBoolean("mail", false),
                        json.getString("heldBackBy")));
    }
}
