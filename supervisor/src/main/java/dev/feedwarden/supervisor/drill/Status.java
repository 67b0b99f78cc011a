package dev.feedwarden.supervisor.drill;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code /api/status} said. */
public record Status(JsonObject json) {

    /** The state of a feed: healthy, degraded or disconnected. */
    public String feed(String id) {
        return feeds().filter(feed -> feed.getString("id").equals(id))
                .findFirst()
                .map(feed -> feed.getString("state"))
                .orElse("");
    }

    /** What the venue of a feed is said to be. */
    public String venue(String id) {
        return feeds().filter(feed -> feed.getString("id").equals(id))
                .findFirst()
                .map(feed -> feed.getString("venue"))
                .orElse("");
    }

    /** The level of a rule, the worst of its subjects; grey where there is none. */
    public String rule(String id) {
        List<String> levels = objects("rules")
                .filter(rule -> rule.getString("id").equals(id))
                .map(rule -> rule.getString("level"))
                .toList();
        return Stream.of("red", "yellow", "green")
                .filter(levels::contains)
                .findFirst()
                .orElse("grey");
    }

    /** The newest value of a check's metric. */
    public Optional<Double> reading(String check, String metric) {
        return objects("checks")
                .filter(each -> each.getString("id").equals(check))
                .findFirst()
                .map(each -> each.getJsonObject("readings").getDouble(metric));
    }

    /** Whether every feed is whole and its data flows. */
    public boolean flows() {
        return feeds().allMatch(feed -> feed.getString("state").equals("healthy")
                && feed.getBoolean("connected")
                && feed.getBoolean("flowing"));
    }

    /** Whether no check finds anything wrong. One that has no rule is grey. */
    public boolean stores() {
        return objects("checks")
                .map(check -> check.getString("level"))
                .noneMatch(level -> level.equals("red") || level.equals("yellow"));
    }

    /** Whether nobody is told of anything that lasts. */
    boolean quiet() {
        return objects("incidents").noneMatch(incident -> incident.getString("closed") == null);
    }

    /** When the board was made; two answers with the same time are of one board. */
    String time() {
        return json.getString("time");
    }

    /** Ticks that were accepted since the journal was made. */
    public long accepted() {
        return journal().getLong("accepted");
    }

    /** Ticks that a sink has taken. */
    public long stored(String sink) {
        return journal().getJsonObject("stored").getLong(sink, 0L);
    }

    /** Ticks that every sink has taken. */
    public long stored() {
        JsonObject stored = journal().getJsonObject("stored");
        return stored.fieldNames().stream().mapToLong(stored::getLong).min().orElse(0);
    }

    String journalId() {
        return journal().getString("id");
    }

    private JsonObject journal() {
        return json.getJsonObject("journal");
    }

    private Stream<JsonObject> feeds() {
        return objects("feeds");
    }

    private Stream<JsonObject> objects(String name) {
        return json.getJsonArray(name).stream().map(JsonObject.class::cast);
    }
}
