package dev.feedwarden.supervisor.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Ladders under way. */
final class LadderCodec implements Codec<LadderState> {

    @Override
    public String encode(LadderState ladder) {
        JsonArray acted = new JsonArray();
        ladder.acted().forEach(acted::add);
        return new JsonObject()
                .put("rule", ladder.rule())
                .put("subject", ladder.subject())
                .put("ladder", ladder.ladder())
                .put("rung", ladder.rung())
                .put("evidence", ladder.evidence())
                .put("acted", acted)
                .put("running", ladder.running())
                .put("healthySince", ladder.healthySince())
                .encode();
    }

    @Override
    public LadderState decode(String text) {
        JsonObject json = new JsonObject(text);
        List<Instant> acted = json.getJsonArray("acted").stream()
                .map(time -> Instant.parse(time.toString()))
                .toList();
        return new LadderState(
                json.getString("rule"),
                json.getString("subject"),
                json.getString("ladder"),
                json.getInteger("rung"),
                json.getInstant("evidence"),
                acted,
                json.getString("running"),
                json.getInstant("healthySince"));
    }
}
