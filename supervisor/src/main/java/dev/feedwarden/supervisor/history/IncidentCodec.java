package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents with their timeline. */
final class IncidentCodec implements Codec<Incident> {

    @Override
    public String encode(Incident incident) {
        JsonArray timeline = new JsonArray();
        for (Moment moment : incident.timeline()) {
            timeline.add(new JsonObject()
                    .put("time", moment.time())
                    .put("kind", moment.kind())
                    .put("text", moment.text()));
        }
        return new JsonObject()
                .put("id", incident.id())
                .put("rule", incident.rule())
                .put("subject", incident.subject())
                .put("level", incident.level().word())
                .put("opened", incident.opened())
                .put("closed", incident.closed())
                .put("mailed", incident.mailed())
                .put("root", incident.root())
                .put("thread", incident.thread())
                .put("attention", attention(incident.attention()))
                .put("timeline", timeline)
                .encode();
    }

    @Override
    public Incident decode(String text) {
        JsonObject json = new JsonObject(text);
        List<Moment> timeline = json.getJsonArray("timeline").stream()
                .map(JsonObject.class::cast)
                .map(moment ->
                        new Moment(moment.getInstant("time"), moment.getString("kind"), moment.getString("text")))
                .toList();
        String id = json.getString("id");
        Instant opened = json.getInstant("opened");
        return new Incident(
                id,
                json.getString("rule"),
                json.getString("subject"),
                Words.of(Level.class, json.getString("level")),
                opened,
                json.getInstant("closed"),
                json.getBoolean("mailed"),
                json.getString("root"),
                json.getString("thread", Incident.thread(id, opened)),
                attention(json.getJsonObject("attention")),
                timeline);
    }

    private static @Nullable JsonObject attention(Attention attention) {
        if (attention.equals(Attention.NONE)) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("toldFirst", attention.toldFirst())
                .put("toldAt", attention.toldAt())
                .put("passedOn", attention.passedOn())
                .put("recipients", new JsonArray(attention.recipients()));
        @Nullable Acknowledgement acknowledged = attention.acknowledged();
        if (acknowledged != null) {
            json.put("by", acknowledged.by())
                    .put("why", acknowledged.why())
                    .put("time", acknowledged.time())
                    .put("until", acknowledged.until());
        }
        return json;
    }

    private static Attention attention(@Nullable JsonObject json) {
        if (json == null) {
            return Attention.NONE;
        }
        Acknowledgement acknowledged = json.containsKey("by")
                ? new Acknowledgement(
                        json.getString("by"), json.getString("why"), json.getInstant("time"), json.getInstant("until"))
                : null;
        return new Attention(
                acknowledged,
                json.getInstant("toldFirst"),
                json.getInstant("toldAt"),
                json.getInteger("passedOn"),
                json.getJsonArray("recipients").stream().map(String.class::cast).toList());
    }
}
