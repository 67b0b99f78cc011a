package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million moves of rows of the outbox, against servers that take, refuse, put off, cut the line at any place,
 * and processes that are killed at any place, in virtual time. A row moves only along the arrows; a server takes it twice only if
 * it was unknown in between; it is sent only if the server said so, and none is given up before its time.
 * {@code -Dfeedwarden.transitions=1000000} sets how many moves there are.
 */
class DeliveryPropertyTest {

    private static final int MOVES = Integer.getInteger("feedwarden.transitions", 1_000_000) / Unsure.values().length;
    private static final List<Weather> WEATHERS = List.of(Weather.values());
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    /** Written down apart from the code's own. */
    private static final Map<State, Set<State>> ARROWS = arrows();

    private final SplittableRandom random = new SplittableRandom(20_260_301);
    private int moves;
    private int twice;
    private int killed;
    private int dead;

    @ParameterizedTest
    @EnumSource(Unsure.class)
    void rows_inAnyWeather_keepTheirPromises(Unsure unsure) {
        while (moves < MOVES) {
            new Row(unsure).live();
        }

        assertThat(killed).as("the weather was bad enough: killed").isGreaterThan(1_000);
        assertThat(dead).as("the weather was bad enough: dead").isGreaterThan(1_000);
        if (unsure == Unsure.RESEND) {
            assertThat(twice).as("the weather was bad enough: taken twice").isGreaterThan(1_000);
        } else {
            assertThat(twice).as("what is held is never sent again").isZero();
        }
    }

    private static Map<State, Set<State>> arrows() {
        Map<State, Set<State>> arrows = new EnumMap<>(State.class);
        arrows.put(State.PENDING, Set.of(State.SENDING, State.FOLDED));
        arrows.put(State.SENDING, Set.of(State.SENT, State.PENDING, State.UNKNOWN, State.DEAD));
        arrows.put(State.UNKNOWN, Set.of(State.SENDING, State.DEAD));
        return arrows;
    }

    /** What a server and the line to it do with one attempt. */
    private enum Weather {
        TAKES,
        TAKES_AND_IS_CUT,
        IS_CUT_BEFORE_THE_DOT,
        PUTS_OFF,
        REFUSES,
        IS_AWAY,
        WRONG_PASSWORD,
        KILLED_BEFORE_THE_DOT,
        KILLED_AFTER_THE_DOT,
        NEVER_BEGUN
    }

    /** One row with what really happened to it. */
    private final class Row {
        private final Unsure unsure;
        private Mail mail = fresh();
        private Instant now = BEGIN;
        private int taken;
        private boolean unknownSinceTaken;
        private boolean heard250;

        private Row(Unsure unsure) {
            this.unsure = unsure;
        }

        private void live() {
            int calm = random.nextInt(2, 40);
            while (!mail.state().settled()) {
                if (mail.attempts() == 0 && random.nextInt(200) == 0) {
                    become(Delivery.folded(mail, "m-2"));
                } else {
                    attempt(calm);
                }
                assertThat(mail.attempts()).as("it ends").isLessThan(2_000);
            }
            if (mail.state() == State.SENT) {
                assertThat(heard250).as("sent only if the server said so").isTrue();
                assertThat(taken).isPositive();
                assertThat(mail.sent()).isNotNull();
            }
            if (mail.state() == State.DEAD) {
                dead++;
            }
            assertThat(mail.nextAttempt()).as("nothing is left to be tried").isNull();
        }

        private void attempt(int calm) {
            if (mail.nextAttempt() != null && mail.nextAttempt().isAfter(now)) {
                now = mail.nextAttempt();
            }
            Mail before = mail;
            become(Delivery.begun(mail));
            Weather weather = random.nextInt(calm) == 0 ? Weather.TAKES : WEATHERS.get(random.nextInt(WEATHERS.size()));
            now = now.plusMillis(random.nextInt(60_000));
            switch (weather) {
                case TAKES -> {
                    take();
                    heard250 = true;
                    become(Delivery.sent(mail, now));
                }
                case TAKES_AND_IS_CUT -> {
                    take();
                    fail(before, Failure.Kind.UNSURE);
                }
                case IS_CUT_BEFORE_THE_DOT -> fail(before, Failure.Kind.UNSURE);
                case PUTS_OFF -> fail(before, Failure.Kind.BUSY);
                case REFUSES -> {
                    if (random.nextInt(10) == 0) {
                        fail(before, Failure.Kind.REFUSED);
                    } else {
                        fail(before, Failure.Kind.BUSY);
                    }
                }
                case IS_AWAY -> fail(before, Failure.Kind.SERVER);
                case WRONG_PASSWORD -> fail(before, Failure.Kind.AUTH);
                case KILLED_BEFORE_THE_DOT -> resume();
                case KILLED_AFTER_THE_DOT -> {
                    take();
                    resume();
                }
                case NEVER_BEGUN -> become(Delivery.takenBack(mail, before));
            }
        }

        private void take() {
            taken++;
            if (taken > 1) {
                twice++;
                assertThat(unknownSinceTaken)
                        .as("taken again only after it was unknown")
                        .isTrue();
            }
            unknownSinceTaken = false;
        }

        private void fail(Mail before, Failure.Kind kind) {
            var failure = new Failure(kind, "for a test");
            Duration wait = RetryPolicy.wait(failure, mail.attempts());
            assertThat(wait).isBetween(Duration.ofSeconds(30), RetryPolicy.longest());
            become(Delivery.failed(mail, before.state(), failure, unsure, wait, now));
            boolean early = now.isBefore(BEGIN.plus(Duration.ofDays(4)));
            boolean held = kind == Failure.Kind.UNSURE && unsure == Unsure.HOLD;
            if (mail.state() == State.DEAD && early) {
                assertThat(kind == Failure.Kind.REFUSED || held)
                        .as("given up early")
                        .isTrue();
            }
        }

        private void resume() {
            killed++;
            Mail found = Delivery.resumed(mail, unsure, now);
            // a held row goes through unknown in one step
            if (found.state() == State.DEAD && mail.state() == State.SENDING) {
                assertThat(unsure).isEqualTo(Unsure.HOLD);
            }
            become(found);
        }

        private void become(Mail next) {
            if (next.state() != mail.state()) {
                assertThat(ARROWS.getOrDefault(mail.state(), Set.of()))
                        .as("from %s", mail.state())
                        .contains(next.state());
            }
            assertThat(next.messageId()).isEqualTo(mail.messageId());
            unknownSinceTaken |= next.state() == State.UNKNOWN;
            mail = next;
            moves++;
        }
    }

    private static Mail fresh() {
        return new Mail(
                "m-1",
                "i-1",
                "me@example.com",
                "",
                "",
                "",
                "<a@b>",
                null,
                State.PENDING,
                0,
                BEGIN,
                BEGIN,
                null,
                null,
                null);
    }
}
