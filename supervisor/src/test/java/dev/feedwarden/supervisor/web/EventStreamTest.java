package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedDetail;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    @Test
    void streams_firstAllThenOnlyWhatChangedAndWhatWent() {
        StreamNews news = new StreamNews("deribit");

        JsonObject first = news.of(board(Map.of("a", stream(1), "b", stream(2), "c", stream(3))));
        JsonObject same = news.of(board(Map.of("a", stream(1), "b", stream(2), "c", stream(3))));
        JsonObject next = news.of(board(Map.of("a", stream(1), "b", stream(9))));

        assertThat(first.getBoolean("full")).isTrue();
        assertThat(first.getJsonObject("streams").fieldNames()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(same).isNull();
        assertThat(next.getBoolean("full")).isFalse();
        assertThat(next.getJsonObject("streams").fieldNames()).containsExactly("b");
        assertThat(next.getJsonObject("streams").getJsonArray("b"))
                .containsExactly(Boards.NOW.plusSeconds(9).toEpochMilli(), 40L);
        assertThat(next.getJsonArray("gone")).containsExactly("c");
    }

    @Test
    void streams_ofNoFeed_areNoNews() {
        assertThat(new StreamNews("nobody").of(board(Map.of("a", stream(1))))).isNull();
    }

    @Test
    void brief_thousandsOfRules_hasThoseNotGreenAndTheNumbers() {
        List<RuleStatus> rules = IntStream.range(0, 3_000)
                .mapToObj(i -> rule("r" + i, i < 150 ? Level.YELLOW : i < 160 ? Level.RED : Level.GREEN))
                .toList();
        StatusBoard board = Boards.with(Level.RED);
        StatusBoard many = new StatusBoard(
                board.level(),
                board.time(),
                board.score(),
                board.feeds(),
                board.checks(),
                rules,
                board.incidents(),
                board.journal(),
                board.outlook(),
                board.completeness());

        JsonObject brief = StatusJson.brief(many);

        assertThat(brief.getJsonArray("rules")).hasSize(StatusJson.MOST_TROUBLES);
        assertThat(brief.getJsonArray("rules").getJsonObject(0).getString("level"))
                .isEqualTo("red");
        assertThat(brief.getJsonObject("ruleCounts").getMap())
                .containsEntry("red", 10)
                .containsEntry("yellow", 150)
                .containsEntry("green", 2_840);
        assertThat(brief.getJsonArray("completeness").getJsonObject(0).getJsonArray("gaps"))
                .isEmpty();
        assertThat(brief.getString("truth")).startsWith("Data flows, but not all is well: r150 is red");
    }

    @Test
    void ruleSums_manySubjects_areOneLineWithTheWorst() {
        JsonObject sum = RuleSums.of(
                        List.of(rule("r", "a", Level.GREEN), rule("r", "b", Level.RED), rule("r", "c", Level.YELLOW)))
                .getJsonObject("r");

        assertThat(sum.getMap())
                .containsEntry("level", "red")
                .containsEntry("subject", "b")
                .containsEntry("subjects", 3)
                .containsEntry("red", 1)
                .containsEntry("yellow", 1);
    }

    @Test
    void pulse_longerThanAnHour_keepsTheLatest() {
        try (Door door = new Door(Door.address(WebServer.Read.OPEN, List.of(), null), List.of())) {
            door.timers.advance(Pulse.EVERY.multipliedBy(Pulse.MOST + 5));
            JsonObject pulse =
                    new JsonObject(door.send(door.request("/api/pulse")).body());

            assertThat(pulse.getJsonObject("feeds").getJsonObject("deribit").getJsonArray("ticksPerMinute"))
                    .hasSize(Pulse.MOST)
                    .containsOnly(1180);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static StatusBoard board(Map<String, StreamStatus> streams) {
        FeedStatus feed = Boards.feed("deribit", FeedState.HEALTHY);
        return Boards.with(
                Level.GREEN,
                new FeedStatus(
                        feed.id(),
                        feed.level(),
                        feed.state(),
                        feed.connected(),
                        feed.flowing(),
                        feed.connections(),
                        feed.connectionsWanted(),
                        feed.streams(),
                        feed.ticksPerMinute(),
                        feed.lastTick(),
                        feed.reconnectsLastHour(),
                        feed.errorsLastHour(),
                        feed.venue(),
                        feed.ladder(),
                        new FeedDetail("closed", false, 0, 0, Duration.ofSeconds(10), streams, Map.of())));
    }

    private static StreamStatus stream(int seconds) {
        return new StreamStatus(Boards.NOW.plusSeconds(seconds), 40);
    }

    private static RuleStatus rule(String id, Level level) {
        return rule(id, "deribit", level);
    }

    private static RuleStatus rule(String id, String subject, Level level) {
        return new RuleStatus(id, subject, level, false, false, false, null, 1, "s", Boards.NOW, "About", null);
    }
}
