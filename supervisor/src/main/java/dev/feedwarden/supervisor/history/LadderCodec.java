package dev.feedwarden.supervisor.history;

import dev.feedwarden.supervisor.history.LadderState.Acted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Ladders under way. */
final class LadderCodec implements Codec<LadderState> {

    @Override
    public String encode(LadderState ladder) {
        JsonArray acted = new JsonArray();
        ladder.acted().forEach(action -> acted.add(encode(action)));
        return new JsonObject()
                .put("rule", ladder.rule())
                .put("subject", ladder.subject())
                .put("ladder", ladder.ladder())
                .put("rung", ladder.rung())
                .put("round", ladder.round())
                .put("evidence", ladder.evidence())
                .put("acted", acted)
                .put("running", ladder.running())
                .put("healthySince", ladder.healthySince())
                .put("topSince", ladder.topSince())
                .encode();
    }

    @Override
    public LadderState decode(String text) {
        JsonObject json = new JsonObject(text);
        String ladder = json.getString("ladder");
        return new LadderState(
                json.getString("rule"),
                json.getString("subject"),
                ladder,
                json.getInteger("rung"),
                json.getInteger("round", 0),
                json.getInstant("evidence"),
                json.getJsonArray("acted").stream()
                        .map(each -> decode(each, ladder))
                        .toList(),
                json.getString("running"),
                json.getInstant("healthySince"),
                json.getInstant("topSince"));
    }

    private static JsonObject encode(Acted acted) {
        return new JsonObject()
                .put("time", acted.time())
                .put("rung", acted.rung())
                .put("action", acted.action())
                .put("ladders", array(acted.ladders()))
                .put("budgets", array(acted.budgets()))
                .put("spread", acted.spread());
    }

    /** Version 0.1 kept no more of an action than its time. */
    private static Acted decode(Object each, String ladder) {
        if (!(each instanceof JsonObject json)) {
            return new Acted(Instant.parse(each.toString()), 0, "", Set.of(ladder), Set.of(), 0);
        }
        return new Acted(
                json.getInstant("time"),
                json.getInteger("rung"),
                json.getString("action"),
                texts(json.getJsonArray("ladders")),
                texts(json.getJsonArray("budgets")),
                json.getDouble("spread"));
    }

    private static JsonArray array(Set<String> texts) {
        JsonArray array = new JsonArray();
        texts.stream().sorted().forEach(array::add);
        return array;
    }

    private static Set<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).collect(Collectors.toSet());
    }
}
