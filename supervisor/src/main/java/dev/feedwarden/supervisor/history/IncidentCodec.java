package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

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
        return new Incident(
                json.getString("id"),
                json.getString("rule"),
                json.getString("subject"),
                Words.of(Level.class, json.getString("level")),
                json.getInstant("opened"),
                json.getInstant("closed"),
                json.getBoolean("mailed"),
                timeline);
    }
}
