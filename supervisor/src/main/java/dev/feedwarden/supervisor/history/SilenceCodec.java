package dev.feedwarden.supervisor.history;

import io.vertx.core.json.JsonObject;

/** Silences. */
final class SilenceCodec implements Codec<Silence> {

    @Override
    public String encode(Silence silence) {
        return new JsonObject()
                .put("id", silence.id())
                .put("rule", silence.rule())
                .put("subject", silence.subject())
                .put("from", silence.from())
                .put("until", silence.until())
                .put("weekly", silence.weekly())
                .put("zone", silence.zone())
                .put("by", silence.by())
                .put("why", silence.why())
                .put("remindedAt", silence.remindedAt())
                .put("ended", silence.ended())
                .encode();
    }

    @Override
    public Silence decode(String text) {
        JsonObject json = new JsonObject(text);
        return new Silence(
                json.getString("id"),
                json.getString("rule"),
                json.getString("subject"),
                json.getInstant("from"),
                json.getInstant("until"),
                json.getString("weekly"),
                json.getString("zone"),
                json.getString("by"),
                json.getString("why"),
                json.getInstant("remindedAt"),
                json.getBoolean("ended"));
    }
}
