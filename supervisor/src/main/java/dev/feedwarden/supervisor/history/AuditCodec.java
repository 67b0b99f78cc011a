package dev.feedwarden.supervisor.history;

import io.vertx.core.json.JsonObject;

final class AuditCodec implements Codec<AuditRow> {

    @Override
    public String encode(AuditRow row) {
        return new JsonObject()
                .put("time", row.time())
                .put("who", row.who())
                .put("what", row.what())
                .put("subject", row.subject())
                .put("why", row.why())
                .put("result", row.result())
                .encode();
    }

    @Override
    public AuditRow decode(String text) {
        JsonObject json = new JsonObject(text);
        return new AuditRow(
                json.getInstant("time"),
                json.getString("who"),
                json.getString("what"),
                json.getString("subject"),
                json.getString("why"),
                json.getString("result"));
    }
}
