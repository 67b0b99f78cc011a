package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DayBookTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

    private DayBook book = new DayBook();

    @Test
    void percent_sinceTheFeedWasWanted_isTheShareWithoutAGap() {
        flowing(NOON);
        gap(NOON.plusSeconds(100), NOON.plusSeconds(110));
        touch(NOON.plusSeconds(1_000));

        DayReport today = day(0);
        assertThat(today.percent()).isEqualTo(99.0);
        assertThat(today.gaps()).extracting(Gap::reason).containsExactly("starting", "connection-lost");
    }

    @Test
    void percent_gapsThatOverlap_countsTheirTimeOnce() {
        flowing(NOON);
        gap(NOON.plusSeconds(100), NOON.plusSeconds(200));
        feed().extend(new Gap(NOON.plusSeconds(150), NOON.plusSeconds(300), "disk-full", 40));
        touch(NOON.plusSeconds(1_000));

        assertThat(day(0).percent()).isEqualTo(80.0);
    }

    @Test
    void percent_aGapTooShortToCount_isStillNot100() {
        flowing(NOON);
        touch(NOON.plusSeconds(40_000));
        assertThat(day(0).percent()).isEqualTo(99.999);
    }

    @Test
    void percent_noGapOnTheDay_is100() {
        flowing(NOON);
        touch(MIDNIGHT.plusSeconds(60));
        assertThat(day(0).percent()).isEqualTo(99.999);
        assertThat(day(1).percent()).isEqualTo(100);
        assertThat(day(1).gaps()).isEmpty();
    }

    @Test
    void exact_ofAFeedBeyondTheMost_isFalse() {
        for (int feed = 0; feed < Tally.MOST_FEEDS; feed++) {
            book.accepted(List.of(Ticks.received("feed-" + feed, 0)), feed + 1);
        }
        flowing(NOON);
        touch(NOON.plusSeconds(1));
        assertThat(day(0).exact()).isFalse();
        assertThat(book.report(0, 0, Map.of())).hasSize(Tally.MOST_FEEDS).allMatch(DayReport::exact);
    }

    @Test
    void copy_isWhatWasKnownThen() {
        flowing(NOON);
        gap(NOON.plusSeconds(100), NOON.plusSeconds(110));
        touch(NOON.plusSeconds(1_000));
        String before = book.json().encode();
        DayBook copy = book.copy();
        gap(NOON.plusSeconds(200), NOON.plusSeconds(210));
        touch(NOON.plusSeconds(2_000));
        assertThat(copy.json().encode()).isEqualTo(before);
        assertThat(book.json().encode()).isNotEqualTo(before);
    }

    @Test
    void gap_thatGoesOn_hasNoEndAndCountsUpToNow() {
        flowing(NOON);
        feed().open(0, NOON.plusSeconds(100), GapReason.CONNECTION_LOST);
        touch(NOON.plusSeconds(400));

        assertThat(day(0).gaps().get(1).to()).isNull();
        assertThat(day(0).percent()).isEqualTo(25.0);
    }

    @Test
    void gap_overMidnight_isCutThere() {
        flowing(NOON);
        gap(MIDNIGHT.minusSeconds(30), MIDNIGHT.plusSeconds(20));
        touch(MIDNIGHT.plusSeconds(40));

        assertThat(day(0).gaps().get(1)).isEqualTo(new Gap(MIDNIGHT.minusSeconds(30), MIDNIGHT, "connection-lost", 0));
        assertThat(day(1).gaps()).containsExactly(new Gap(MIDNIGHT, MIDNIGHT.plusSeconds(20), "connection-lost", 0));
        assertThat(day(1).percent()).isEqualTo(50.0);
    }

    @Test
    void gap_refusalsOneAfterAnother_areOneGapWithTheirNumber() {
        flowing(NOON);
        for (int i = 0; i < 50; i++) {
            Instant at = NOON.plusMillis(100_000 + i * 100L);
            feed().extend(new Gap(at, at, "queue-full", 1));
        }
        touch(NOON.plusSeconds(1_000));

        assertThat(day(0).gaps().get(1))
                .isEqualTo(new Gap(NOON.plusMillis(100_000), NOON.plusMillis(104_900), "queue-full", 50));
    }

    @Test
    void gaps_moreThanAreKept_stayInNumberAndPercent() {
        flowing(NOON);
        for (int i = 0; i < 500; i++) {
            gap(NOON.plusSeconds(10L * i + 5), NOON.plusSeconds(10L * i + 10));
        }
        touch(NOON.plusSeconds(5_000));

        assertThat(day(0).gaps()).hasSize(Day.MOST_GAPS);
        assertThat(day(0).gapCount()).isEqualTo(501);
        assertThat(day(0).percent()).isEqualTo(50.0);
    }

    @Test
    void watch_afterACrash_isDownSinceTheLastSignOfLife() {
        flowing(NOON);
        touch(NOON.plusSeconds(50));
        again();
        watch(NOON.plusSeconds(80));
        assertThat(day(0).gaps().get(1)).isEqualTo(new Gap(NOON.plusSeconds(50), null, "down", 0));

        feed().close(GapRecorder.WHOLE, NOON.plusSeconds(100));
        touch(NOON.plusSeconds(200));
        assertThat(day(0).percent()).isEqualTo(75.0);
    }

    @Test
    void watch_afterACrashWithinAGap_carriesOnFromIt() {
        flowing(NOON);
        feed().open(0, NOON.plusSeconds(40), GapReason.REFUSED);
        touch(NOON.plusSeconds(50));
        again();
        watch(NOON.plusSeconds(80));
        touch(NOON.plusSeconds(80));

        assertThat(day(0).gaps())
                .containsExactly(
                        new Gap(NOON, NOON, "starting", 0),
                        new Gap(NOON.plusSeconds(40), NOON.plusSeconds(50), "refused", 0),
                        new Gap(NOON.plusSeconds(50), null, "down", 0));
        assertThat(day(0).percent()).isEqualTo(50.0);
    }

    @Test
    void watch_afterAnOrderlyEnd_isStoppedAndNotDown() {
        flowing(NOON);
        feed().open(GapRecorder.WHOLE, NOON.plusSeconds(50), GapReason.STOPPED);
        touch(NOON.plusSeconds(50));
        again();
        watch(NOON.plusSeconds(80));

        assertThat(day(0).gaps().get(1)).isEqualTo(new Gap(NOON.plusSeconds(50), null, "stopped", 0));
    }

    @Test
    void watch_aTickWasAcceptedAfterTheLastSignOfLife_isDownSinceThen() {
        flowing(NOON);
        touch(NOON.plusSeconds(50));
        again();
        long micros = NOON.plusSeconds(51).toEpochMilli() * 1_000;
        book.recounted(List.of(Ticks.received("deribit", micros)), 1);
        watch(NOON.plusSeconds(80));

        assertThat(day(0).gaps().get(1).from()).isEqualTo(NOON.plusSeconds(51));
    }

    @Test
    void watch_afterDaysAway_knowsThemAsMissing() {
        flowing(NOON);
        touch(NOON.plusSeconds(50));
        again();
        watch(MIDNIGHT.plus(Duration.ofDays(2)).plusSeconds(60));

        assertThat(day(1).percent()).isZero();
        assertThat(day(2).percent()).isZero();
        assertThat(day(1).gaps()).containsExactly(new Gap(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)), "down", 0));
        assertThat(day(3).gaps()).extracting(Gap::to).containsOnlyNulls();
    }

    @Test
    void watch_feedWantedNoLonger_isNotJudgedForTheTimeWithoutIt() {
        flowing(NOON);
        touch(NOON.plusSeconds(100));
        again();
        book.watch(new TreeSet<>(), NOON.plusSeconds(100));
        touch(NOON.plusSeconds(500));
        again();
        watch(NOON.plusSeconds(900));
        feed().close(GapRecorder.WHOLE, NOON.plusSeconds(950));
        touch(NOON.plusSeconds(1_000));

        assertThat(day(0).percent()).as("50 s of 200 s").isEqualTo(75.0);
    }

    @Test
    void read_ofABookThatIsNotWrittenAnyMore_tellsTheTimeSinceAsDown() {
        flowing(NOON);
        touch(NOON.plusSeconds(50));
        again();
        book.read(NOON.plusSeconds(55));
        assertThat(day(0).gapCount()).isEqualTo(1);
        book.read(NOON.plusSeconds(100));
        assertThat(day(0).percent()).isEqualTo(50.0);
    }

    @Test
    void days_moreThanAreKept_goOldestFirst() {
        flowing(NOON);
        for (int i = 0; i < 100; i++) {
            touch(NOON.plus(Duration.ofDays(i)));
        }
        assertThat(book.report(Long.MIN_VALUE, Long.MAX_VALUE, Map.of())).hasSize(Tally.MOST_DAYS);
        assertThat(day(99).percent()).isEqualTo(100);
    }

    @Test
    void time_venueWasClosed_tellsThatApartFromWhatElseIsMissing() {
        flowing(NOON);
        feed().open(GapRecorder.WHOLE, NOON.plusSeconds(10), GapReason.MAINTENANCE);
        feed().open(0, NOON.plusSeconds(20), GapReason.CONNECTION_LOST);
        feed().close(GapRecorder.WHOLE, NOON.plusSeconds(40));
        feed().close(0, NOON.plusSeconds(45));
        touch(NOON.plusSeconds(100));

        assertThat(day(0).time())
                .isEqualTo(new DayReport.Time(Duration.ofSeconds(100), Duration.ofSeconds(35), Duration.ofSeconds(30)));
    }

    @Test
    void gaps_ofADayLongOver_areFewAndCountAsBefore() {
        flowing(NOON);
        for (long i = 0; i < 20; i++) {
            feed().open(GapRecorder.WHOLE, NOON.plusSeconds(10 * i), GapReason.MAINTENANCE);
            feed().close(GapRecorder.WHOLE, NOON.plusSeconds(10 * i + 2));
        }
        touch(NOON.plusSeconds(400));
        DayReport before = day(0);
        again();
        watch(NOON.plus(Duration.ofDays(40)));

        assertThat(before.gaps()).hasSize(21);
        assertThat(day(0).gaps()).as("and the one since then").hasSize(Day.FOLDED_GAPS + 1);
        assertThat(day(0).gapCount()).isEqualTo(22);
        assertThat(day(0).time().maintenance())
                .isEqualTo(before.time().maintenance())
                .isEqualTo(Duration.ofSeconds(40));
    }

    /** A feed that is wanted and has its first tick in the same moment. */
    private void flowing(Instant from) {
        watch(from);
        feed().close(GapRecorder.WHOLE, from);
    }

    private void watch(Instant now) {
        book.watch(new TreeSet<>(List.of("deribit")), now);
    }

    private void gap(Instant from, Instant to) {
        feed().open(0, from, GapReason.CONNECTION_LOST);
        feed().close(0, to);
    }

    private void touch(Instant now) {
        book.touch(now, now);
    }

    /** What the next process reads. */
    private void again() {
        book = new DayBook(new JsonObject(book.json().encode()));
    }

    private WatchedFeed feed() {
        return Objects.requireNonNull(book.feed("deribit"));
    }

    private DayReport day(long after) {
        long day = Day.of(NOON) + after;
        return book.report(day, day, Map.of()).get(0);
    }
}
