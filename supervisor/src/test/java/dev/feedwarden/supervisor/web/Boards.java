package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Unit;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.read.RuleShelf;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.Gap;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedDetail;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import dev.feedwarden.supervisor.status.StatusBoard.Outlook;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Boards as tests need them. */
final class Boards {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    /** Three rule files, of which one is wrong, and one rule. */
    static final RuleBook RULES = book();

    /** A rising size of subject {@code a} in the last ten minutes, and settings without a secret. */
    static final Insight INSIGHT = new Insight(
            (from, to, metrics, into) -> {
                for (int i = 0; i < 10; i++) {
                    into.accept(new Reading("case.bytes", "a", i * 1e6, NOW.minusSeconds(600 - 60 * i)));
                }
            },
            Map.of("a", "a"),
            new JsonObject().put("file", "feedwarden.yaml").put("instances", new JsonArray()));

    private static final LadderStatus LADDER =
            new LadderStatus("feed", "deribit-silence", 1, "warn", "restart-streams", NOW.plusSeconds(80));

    private Boards() {}

    static StatusBoard with(Level level, FeedStatus... feeds) {
        return new StatusBoard(
                level,
                NOW,
                93,
                List.of(feeds),
                List.of(),
                List.of(new RuleStatus(
                        "deribit-silence",
                        "deribit",
                        level,
                        false,
                        false,
                        false,
                        null,
                        Double.NaN,
                        "s",
                        NOW,
                        "No tick from Deribit",
                        "https://wiki.example/deribit")),
                List.of(new Incident(
                        "i-7",
                        "deribit-silence",
                        "deribit",
                        level,
                        NOW,
                        null,
                        true,
                        null,
                        Incident.thread("i-7", NOW),
                        Attention.NONE,
                        List.of(new Incident.Moment(NOW, "change", "green to red")))),
                new JournalStatus("a1", 1200, 3, Map.of("files", 1190L), 10),
                List.of(new Outlook("disk.free", "self", 12e9, 0, "bytes", NOW.plusSeconds(86_400), 86_400)),
                List.of(day("deribit", NOW)));
    }

    /** A day with a gap that has ended and one that goes on. */
    static DayReport day(String feed, Instant time) {
        return new DayReport(
                feed,
                LocalDate.ofInstant(time, ZoneOffset.UTC),
                1200,
                Map.of("files", 1189L),
                Map.of("files", 1L),
                99.98,
                new DayReport.Time(Duration.ofHours(8), Duration.ofSeconds(15), Duration.ofSeconds(5)),
                true,
                7,
                List.of(
                        new Gap(time.minusSeconds(60), time.minusSeconds(50), "connection-lost", 0),
                        new Gap(time.minusSeconds(5), null, "maintenance", 0)));
    }

    static FeedStatus feed(String id, FeedState state) {
        return new FeedStatus(
                id,
                Level.GREEN,
                state,
                state != FeedState.DISCONNECTED,
                state == FeedState.HEALTHY,
                state == FeedState.DISCONNECTED ? 0 : 1,
                1,
                50,
                1180,
                NOW,
                2,
                5,
                VenueState.OPEN,
                LADDER,
                new FeedDetail(
                        "closed",
                        false,
                        0,
                        0,
                        Duration.ofSeconds(10),
                        Map.of(
                                "711280073.quotes",
                                new StreamStatus(NOW.minusSeconds(3), 40),
                                "711280073.trades",
                                new StreamStatus(NOW.minusSeconds(60), 40),
                                "7112",
                                new StreamStatus(null, 0)),
                        Map.of()));
    }

    private static RuleBook book() {
        var metric = new Metric("case.bytes", Metric.Kind.GAUGE, Unit.BYTES, "for tests");
        var reader = new RuleReader(new Catalog(Map.of(metric.name(), metric), Map.of("a", "a"), Set.of()), 1);
        var good = new RuleFile("good.yaml", """
                version: 1
                rules:
                  size: {about: Size, metric: case.bytes, of: a, measure: last, red: {enter: "> 5MB", leave: "< 4MB"},
                    hold: {red: 10s}, flap: {changes: 3, per: 1h}, mail: [red]}
                """);
        var shelf = new RuleShelf(reader, List.of(good), NOW);
        return shelf.take(List.of(good, new RuleFile("bad.yaml", "version: 1\nrules: <b>\n")), List.of(), NOW);
    }
}
