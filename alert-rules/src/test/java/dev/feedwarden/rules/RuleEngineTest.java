package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static dev.feedwarden.rules.Court.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RuleEngineTest {

    private static final String SILENCE = "metric: feed.ticks, measure: age, yellow: '> 10s', red: '> 10m'";
    private static final String COUNT = "metric: case.event, measure: count over 10s, yellow: '>= 2', red: '>= 4'";
    private static final String LAST = "metric: case.value, measure: last, yellow: '> 50', red: '> 90'";

    @Test
    void advance_declaredSubject_startsAtItsTrueLevel() {
        Court court = Court.of(COUNT);

        assertThat(court.level()).isEqualTo(Level.GREY);
        assertThat(court.until(0)).containsExactly("0 grey>green");
    }

    @Test
    void advance_unknownValue_staysGrey() {
        Court court = Court.of(LAST);

        assertThat(court.until(1000)).isEmpty();
        assertThat(court.state().value()).isNaN();
    }

    @Test
    void age_noReadingEver_countsFromTheDeclaration() {
        Court court = Court.of(SILENCE);

        assertThat(court.until(1000))
                .containsExactly("0 grey>green", "10.000000001 green>yellow", "600.000000001 yellow>red");
        assertThat(seconds(court.state().evidence())).isZero();
        assertThat(court.value()).isEqualTo(1000);
    }

    @Test
    void age_atLeast_changesAtTheBoundItself() {
        Court court = Court.of("metric: feed.ticks, measure: age, red: '>= 10s'");

        assertThat(court.until(60)).containsExactly("0 grey>green", "10 green>red");
    }

    @Test
    void next_advancedToEachAnswer_findsEveryChangeAtItsTime() {
        Court court = Court.of(SILENCE + ", hold: {green: 30s}");
        court.reading("feed.ticks", 5, 1);
        for (int second = 700; second < 740; second += 8) {
            court.reading("feed.ticks", second, 3);
        }
        List<StatusChange> changes = new ArrayList<>();
        Instant next = at(0);
        for (int looks = 0; next != null && seconds(next) < 800; looks++) {
            assertThat(looks).as("looks").isLessThan(20);
            for (StatusChange change : court.engine.advance(next)) {
                assertThat(change.time()).isEqualTo(next);
                changes.add(change);
            }
            assertThat(court.engine.next()).isNotEqualTo(next);
            next = court.engine.next();
        }

        assertThat(changes)
                .extracting(Court::text)
                .containsExactly(
                        "0 grey>green",
                        "15.000000001 green>yellow",
                        "605.000000001 yellow>red",
                        "730 red>green",
                        "742.000000001 green>yellow");
    }

    @Test
    void share_readingsOfBothMetrics_areJudgedTogether() {
        Court court = Court.of("metric: case.event, measure: share of case.counter over 10s, red: '> 5%'");
        court.reading("case.counter", 1, 1000);
        court.reading("case.counter", 2, 1100);
        court.reading("case.event", 3, 10);

        assertThat(court.until(60)).containsExactly("2 grey>green", "3 green>red", "11.000000001 red>grey");
    }

    @Test
    void retire_ruleOfTwoMetrics_takesNoMoreReadingsOfEither() {
        Court court = Court.of("metric: case.event, measure: share of case.counter over 10s, red: '> 5%'");
        court.reading("case.counter", 5, 1000);
        court.engine.retire("a", at(2));
        court.reading("case.counter", 6, 1100);

        assertThat(court.until(60)).isEmpty();
        assertThat(court.engine.next()).isNull();
    }

    @Test
    void timeTo_noFurtherReading_changesWhenItIsDue() {
        Court court = Court.of("metric: case.value, measure: time to 100 over 10s, yellow: '< 60s', red: '<= 50s'");
        for (int second = 0; second <= 10; second++) {
            court.reading("case.value", second, 30 + second);
        }

        // From 40 at 10 s it is one more each second: 60 s left at 10 s, which is not less.
        assertThat(court.until(10)).containsExactly("10 grey>green");
        assertThat(court.until(19)).containsExactly("10.000000001 green>yellow");
    }

    @Test
    void next_nothingCanChange_isNull() {
        Court court = Court.of(LAST);
        court.reading("case.value", 1, 10);
        court.until(2);

        assertThat(court.engine.next()).isNull();
    }

    @Test
    void next_readingThatCameLate_isAtOnce() {
        Court court = Court.of(COUNT);
        court.until(20);
        court.reading("case.event", 15, 4);

        assertThat(seconds(court.engine.next())).isEqualTo(20);
        assertThat(court.until(20)).containsExactly("20 green>red");
    }

    @Test
    void advance_readingThatCameLate_countsWhereItsTimePutsIt() {
        Court court = Court.of(COUNT);
        court.until(20);
        court.reading("case.event", 15, 2);
        court.reading("case.event", 10, 9);

        assertThat(court.until(30)).containsExactly("20 green>yellow", "25 yellow>green");
    }

    @Test
    void advance_longAfter_tellsEachChangeWithItsOwnTime() {
        Court court = Court.of(COUNT);
        court.reading("case.event", 1, 1);
        court.reading("case.event", 2.5, 1);
        court.reading("case.event", 3, 2);

        assertThat(court.until(3600))
                .containsExactly(
                        "0 grey>green", "2.5 green>yellow", "3 yellow>red", "11 red>yellow", "13 yellow>green");
    }

    @Test
    void advance_backwards_changesNothing() {
        Court court = Court.of(SILENCE);
        court.until(100);

        assertThat(court.until(50)).isEmpty();
        assertThat(court.value()).isEqualTo(100);
    }

    @Test
    void accept_readingsOfOneMoment_countInAnyOrder() {
        List<Double> values = new ArrayList<>(List.of(95.0, 10.0, Double.NaN, 60.0));
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(values, random);
            Court court = Court.of(LAST);
            values.forEach(value -> court.reading("case.value", 5, value));

            assertThat(court.until(6)).containsExactly("5 grey>red");
        }
    }

    @Test
    void accept_subjectThatIsNotDeclared_isIgnored() {
        Court court = Court.of(COUNT);
        court.engine.accept(new Reading("case.event", "b", 9, at(1)));

        assertThat(court.until(5)).containsExactly("0 grey>green");
    }

    @Test
    void accept_tooManyOfTimesToCome_dropsAndCounts() {
        Court court = Court.of(COUNT);
        for (int i = 0; i < RuleEngine.MOST_WAITING + 3; i++) {
            court.reading("case.event", 100, 1);
        }

        assertThat(court.engine.dropped()).isEqualTo(3);
        court.until(100);
        assertThat(court.value()).isEqualTo(RuleEngine.MOST_WAITING);
    }

    @Test
    void accept_nanAndInfinity_areNoValues() {
        Court court = Court.of(LAST);
        court.reading("case.value", 1, 95);
        court.reading("case.value", 2, Double.NaN);
        court.reading("case.value", 3, 20);
        court.reading("case.value", 4, Double.POSITIVE_INFINITY);

        assertThat(court.until(5)).containsExactly("1 grey>red", "2 red>grey", "3 grey>green", "4 green>grey");
    }

    @Test
    void evidence_otherThanAge_isTheLastMomentAtGreen() {
        Court court = Court.of(LAST);
        court.reading("case.value", 1, 10);
        court.reading("case.value", 7, 95);
        court.until(5);
        assertThat(seconds(court.state().evidence())).isEqualTo(5);

        StatusChange red = court.engine.advance(at(9)).get(0);
        assertThat(seconds(red.evidence())).isEqualTo(7);
        assertThat(seconds(court.state().evidence())).isEqualTo(7);
    }

    @Test
    void evidence_ofAge_isTheLastReading() {
        Court court = Court.of(SILENCE);
        court.reading("feed.ticks", 4, 1);

        StatusChange yellow = court.engine.advance(at(60)).get(1);
        assertThat(seconds(yellow.evidence())).isEqualTo(4);
        assertThat(yellow.value()).isEqualTo(10.000000001);
    }

    @Test
    void info_met_isNotedWithoutALevel() {
        Court court = Court.of("metric: case.value, measure: last, info: '> 20', red: '> 90'");
        court.reading("case.value", 1, 30);
        court.until(1);

        assertThat(court.level()).isEqualTo(Level.GREEN);
        assertThat(court.state().noted()).isTrue();
    }

    @Test
    void declare_subjects_areJudgedByTheRulesThatConcernThem() {
        Court court = new Court(Court.rules("""
                version: 1
                rules:
                  every-feed: {metric: feed.ticks, of: 'plugin:test', measure: age, red: '> 10s'}
                  every-stream: {metric: feed.ticks, of: 'plugin:test/*', measure: age, red: '> 10s'}
                  one-feed: {metric: feed.ticks, of: b, measure: age, red: '> 10s'}
                  its-streams: {metric: feed.ticks, of: 'b/*', measure: age, red: '> 10s'}
                  itself: {metric: feed.ticks, of: self, measure: age, red: '> 10s'}
                """));
        court.declare("a", 0);
        court.declare("a/x", 0);
        court.declare("b", 0);
        court.declare("b/x/y", 0);
        court.engine.declare("self", "feedwarden", at(0));

        assertThat(court.engine.states())
                .extracting(state -> state.rule().id() + " " + state.subject())
                .containsExactly(
                        "every-feed a",
                        "every-stream a/x",
                        "every-feed b",
                        "one-feed b",
                        "every-stream b/x/y",
                        "its-streams b/x/y",
                        "itself self");
    }

    @Test
    void accept_readingOfAStream_isNotOneOfItsFeed() {
        Court court = Court.of("metric: feed.ticks, measure: count over 1m, red: '> 0'");
        court.engine.accept(new Reading("feed.ticks", "a/x", 1, at(1)));

        assertThat(court.until(2)).containsExactly("0 grey>green");
    }

    @Test
    void declare_inTheFuture_isJudgedFromThenOn() {
        Court court = new Court(Court.rules("version: 1\nrules: {r: {of: a, " + COUNT + "}}"));
        court.declare("a", 5);
        court.reading("case.event", 3, 2);

        assertThat(court.until(20)).containsExactly("5 grey>yellow", "13 yellow>green");
    }

    @Test
    void retire_feed_endsItAndItsStreams() {
        Court court = new Court(Court.rules("""
                version: 1
                rules:
                  r: {metric: feed.ticks, of: 'plugin:test', measure: age, red: '> 10s'}
                  s: {metric: feed.ticks, of: 'plugin:test/*', measure: age, red: '> 5s'}
                """));
        court.declare("a", 0);
        court.declare("a/x", 0);
        court.declare("ab", 8);
        court.until(1);
        court.engine.retire("a", at(7));
        assertThat(seconds(court.engine.next())).isEqualTo(7);
        court.engine.accept(new Reading("feed.ticks", "a", 1, at(9)));

        assertThat(court.until(12))
                .containsExactly("5.000000001 green>red", "7 green>grey", "7 red>grey", "8 grey>green");
        assertThat(court.engine.states()).extracting(RuleState::subject).containsExactly("ab");
    }

    @Test
    void declare_againAfterRetire_startsAnew() {
        Court court = Court.of(COUNT);
        court.reading("case.event", 1, 9);
        court.reading("case.event", 30, 9);
        court.until(2);
        court.engine.retire("a", at(3));
        court.declare("a", 4);

        assertThat(court.until(40)).containsExactly("3 red>grey", "4 grey>green");
    }

    @Test
    void manyQuietRules_lookOnlyAtTheirDeadlines() {
        StringBuilder yaml = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; i < 1000; i++) {
            yaml.append("  r").append(i).append(": {metric: feed.ticks, of: a, measure: age, red: '> ");
            yaml.append(1 + (i * 7) % 1000).append("s'}\n");
        }
        Court court = new Court(Court.rules(yaml.toString()));
        court.declare("a", 0);
        court.until(0);
        List<StatusChange> changes = new ArrayList<>();
        for (int look = 0; court.engine.next() != null; look++) {
            assertThat(look).isLessThan(2000 + 1);
            changes.addAll(court.engine.advance(court.engine.next()));
        }

        assertThat(changes)
                .hasSize(1000)
                .isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
        assertThat(changes.get(999).time()).isEqualTo(at(1000).plus(Duration.ofNanos(1)));
    }
}
