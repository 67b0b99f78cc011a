package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.CheckStatus;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import dev.feedwarden.supervisor.status.StatusBoard.Outlook;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The board as {@code /api/status} and {@code /api/events} write it. Times are ISO-8601 UTC; what is unknown is null. */
final class StatusJson {

    static final int MOST_TROUBLES = 100;

    private StatusJson() {}

    static JsonObject of(StatusBoard board) {
        return head(board)
                .put("rules", array(board.rules(), StatusJson::rule))
                .put("completeness", array(board.completeness(), DayReport::json));
    }

    /**
     * What the page's live stream carries: of the rules only those that are not green, at most {@value #MOST_TROUBLES}, and
     * how many there are of each level; of the days only today, without its gaps.
     */
    static JsonObject brief(StatusBoard board) {
        List<RuleStatus> troubles = board.rules().stream()
                .filter(rule -> rule.level() == Level.RED || rule.level() == Level.YELLOW)
                .sorted(Comparator.comparing(RuleStatus::level).reversed())
                .limit(MOST_TROUBLES)
                .toList();
        JsonObject counts = new JsonObject();
        board.rules().forEach(rule -> {
            String word = rule.dormant() ? "dormant" : rule.level().word();
            counts.put(word, counts.getInteger(word, 0) + 1);
        });
        String today = board.time().toString().substring(0, "2026-01-31".length());
        List<DayReport> days = board.completeness().stream()
                .filter(day -> day.day().toString().equals(today))
                .map(day -> day.latest(0))
                .toList();
        return head(board)
                .put("rules", array(troubles, StatusJson::rule))
                .put("ruleCounts", counts)
                .put("completeness", array(days, DayReport::json));
    }

    private static JsonObject head(StatusBoard board) {
        return new JsonObject()
                .put("level", board.level().word())
                .put("truth", Truth.of(board))
                .put("time", text(board.time()))
                .put("score", board.score())
                .put("feeds", array(board.feeds(), StatusJson::feed))
                .put("checks", array(board.checks(), StatusJson::check))
                .put("incidents", array(board.incidents(), Runbooks.of(board)::json))
                .put("journal", journal(board.journal()))
                .put("outlook", board.outlook().isEmpty() ? null : array(board.outlook(), StatusJson::outlook));
    }

    static JsonObject feed(FeedStatus feed) {
        return new JsonObject()
                .put("id", feed.id())
                .put("level", feed.level().word())
                .put("state", feed.state().word())
                .put("connected", feed.connected())
                .put("flowing", feed.flowing())
                .put("connections", feed.connections())
                .put("connectionsWanted", feed.connectionsWanted())
                .put("streams", feed.streams())
                .put("flowLimitSeconds", feed.detail().flowLimit().toMillis() / 1e3)
                .put("lagMillis", Lag.of(feed))
                .put("ticksPerMinute", feed.ticksPerMinute())
                .put("lastTick", text(feed.lastTick()))
                .put("reconnectsLastHour", feed.reconnectsLastHour())
                .put("errorsLastHour", feed.errorsLastHour())
                .put("venue", feed.venue().word())
                .put("breaker", feed.detail().breaker())
                .put("storm", feed.detail().storm())
                .put("pace", feed.detail().pace())
                .put("gaps", feed.detail().gaps())
                .put("ladder", feed.ladder() == null ? null : ladder(feed.ladder()));
    }

    /** Without its runbook, which {@link Runbooks} adds. */
    static JsonObject incident(Incident incident) {
        return new JsonObject()
                .put("id", incident.id())
                .put("rule", incident.rule())
                .put("subject", incident.subject())
                .put("level", incident.level().word())
                .put("opened", text(incident.opened()))
                .put("closed", text(incident.closed()))
                .put("root", incident.root())
                .put("acknowledged", acknowledged(incident.attention().acknowledged()))
                .put(
                        "timeline",
                        array(
                                incident.timeline(),
                                moment -> new JsonObject()
                                        .put("time", text(moment.time()))
                                        .put("kind", moment.kind())
                                        .put("text", moment.text())));
    }

    private static @Nullable JsonObject acknowledged(@Nullable Acknowledgement acknowledged) {
        return acknowledged == null
                ? null
                : new JsonObject()
                        .put("by", acknowledged.by())
                        .put("why", acknowledged.why())
                        .put("time", text(acknowledged.time()))
                        .put("until", text(acknowledged.until()));
    }

    static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static JsonObject ladder(LadderStatus ladder) {
        return new JsonObject()
                .put("id", ladder.id())
                .put("rule", ladder.rule())
                .put("rung", ladder.rung())
                .put("step", ladder.step())
                .put("next", ladder.next())
                .put("nextAt", text(ladder.nextAt()));
    }

    private static JsonObject check(CheckStatus check) {
        JsonObject readings = new JsonObject();
        check.readings().forEach((metric, value) -> readings.put(metric, number(value)));
        return new JsonObject()
                .put("id", check.id())
                .put("level", check.level().word())
                .put("readings", readings);
    }

    static JsonObject rule(RuleStatus rule) {
        return new JsonObject()
                .put("id", rule.id())
                .put("subject", rule.subject())
                .put("level", rule.level().word())
                .put("value", number(rule.value()))
                .put("unit", rule.unit())
                .put("since", text(rule.since()))
                .put("about", rule.about())
                .put("noted", rule.noted())
                .put("dormant", rule.dormant())
                .put("flapping", rule.flapping())
                .put("heldBackBy", rule.heldBackBy())
                .put("runbook", rule.runbook());
    }

    private static JsonObject journal(JournalStatus journal) {
        JsonObject stored = new JsonObject();
        journal.stored().forEach(stored::put);
        return new JsonObject()
                .put("id", journal.id())
                .put("accepted", journal.accepted())
                .put("refused", journal.refused())
                .put("stored", stored)
                .put("backlog", journal.backlog());
    }

    private static JsonObject outlook(Outlook outlook) {
        return new JsonObject()
                .put("what", outlook.what())
                .put("subject", outlook.subject())
                .put("now", number(outlook.now()))
                .put("limit", outlook.limit())
                .put("unit", outlook.unit())
                .put("exhaustedAt", text(outlook.exhaustedAt()))
                .put("inSeconds", outlook.inSeconds());
    }

    /** JSON has no NaN: what is not known is null. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
