package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories made from seeds: whatever the feed, the venue, the actions and the process do, the promises hold. */
class LadderHistoriesTest {

    private static final Trouble TROUBLE = new Trouble("silence", "feed");
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int HISTORIES = 400;
    private static final int MOVES = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 20260301, 77_777})
    void advance_anyHistory_keepsEveryPromise(long seed) {
        for (int i = 0; i < HISTORIES; i++) {
            new Story(seed + i).run();
        }
    }

    /** One history, its ladder and what happened in it. */
    private static final class Story {

        private final long seed;
        private final Random random;
        private final Ladder ladder;
        private final List<Instant> acts = new ArrayList<>();
        private final Map<Trouble, LadderState> stored = new HashMap<>();
        private Ladders ladders;
        private Instant now = START;
        private Instant evidence = START;
        private Instant greenSince = START;
        private Level level = Level.YELLOW;
        private String venue = "open";
        private int rung;
        private boolean healthyTimePassed;

        Story(long seed) {
            this.seed = seed;
            random = new Random(seed);
            ladder = ladder();
            ladders = new Ladders(Map.of(ladder.id(), ladder), List.of(), now);
            ladders.enter(TROUBLE, ladder.id(), evidence);
        }

        void run() {
            for (int i = 0; i < MOVES; i++) {
                move();
                ladders.advance(now, trouble -> new Standing(level, evidence, venue))
                        .forEach(this::check);
                for (LadderState state : ladders.takeChanges()) {
                    stored.put(new Trouble(state.rule(), state.subject()), state);
                }
                assertThat(ladders.next() == null || ladders.next().isAfter(now))
                        .as("seed %d: the next deadline lies ahead", seed)
                        .isTrue();
            }
        }

        private void move() {
            now = now.plusMillis(1 + random.nextInt(20_000));
            switch (random.nextInt(12)) {
                case 0 -> become(Level.GREEN);
                case 1, 2 -> become(Level.YELLOW);
                case 3 -> become(Level.RED);
                case 4 -> become(Level.GREY);
                case 5 -> venue = random.nextBoolean() ? "open" : "session-conflict";
                case 6, 7 ->
                    ladder.steps().forEach(step -> ladders.finished("feed", step.action(), random.nextBoolean()));
                case 8 -> restart();
                case 9 -> {
                    if (ladders.next() != null) {
                        now = ladders.next();
                    }
                }
                default -> {}
            }
            if (level == Level.GREEN) {
                evidence = now;
                healthyTimePassed |= !now.isBefore(greenSince.plus(ladder.healthy()));
            }
        }

        private void become(Level next) {
            if (next == Level.GREEN && level != Level.GREEN) {
                greenSince = now;
            }
            level = next;
            if (next == Level.YELLOW || next == Level.RED) {
                ladders.enter(TROUBLE, ladder.id(), evidence);
            }
        }

        private void restart() {
            ladders = new Ladders(Map.of(ladder.id(), ladder), stored.values(), now);
            greenSince = now;
            if (level == Level.YELLOW || level == Level.RED) {
                ladders.enter(TROUBLE, ladder.id(), evidence);
            }
        }

        private void check(Decision decision) {
            if (decision.kind() == Kind.SUCCEEDED) {
                assertThat(Duration.between(greenSince, now))
                        .as("seed %d: left only after a healthy time", seed)
                        .isGreaterThanOrEqualTo(ladder.healthy());
            }
            if (!decision.takesRung()) {
                return;
            }
            if (decision.rung() == 1 && rung != 0) {
                assertThat(level).isNotEqualTo(Level.GREEN);
                assertThat(healthyTimePassed)
                        .as("seed %d: back to the bottom only after a healthy time", seed)
                        .isTrue();
                rung = 0;
            }
            assertThat(decision.rung()).as("seed %d: no rung is skipped", seed).isEqualTo(rung + 1);
            assertThat(decision.step())
                    .isEqualTo(ladder.steps().get(decision.rung() - 1).action());
            rung = decision.rung();
            healthyTimePassed = false;
            if (decision.kind() == Kind.ACT) {
                act();
            }
        }

        private void act() {
            assertThat(venue).as("seed %d: only reports", seed).isEqualTo("open");
            acts.add(now);
            Instant edge = now.minus(ladder.limits().per());
            assertThat(acts.stream().filter(act -> !act.isBefore(edge)).count())
                    .as("seed %d: actions in [%s, %s]", seed, edge, now)
                    .isLessThanOrEqualTo(ladder.limits().actions());
            if (acts.size() > 1) {
                assertThat(Duration.between(acts.get(acts.size() - 2), now))
                        .as("seed %d: cooldown", seed)
                        .isGreaterThanOrEqualTo(ladder.limits().cooldown());
            }
        }

        private Ladder ladder() {
            List<String> actions = List.of("warn", "restart-streams", "reset-connection", "escalate");
            List<Ladder.Step> steps = new ArrayList<>();
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                steps.add(new Ladder.Step(
                        Duration.ofSeconds(random.nextInt(120)), actions.get(random.nextInt(actions.size()))));
            }
            steps.sort(Comparator.comparing(Ladder.Step::after));
            return new Ladder(
                    "ladder",
                    Set.of("session-conflict"),
                    steps,
                    Duration.ofSeconds(1 + random.nextInt(40)),
                    new Ladder.Limits(
                            random.nextInt(4),
                            Duration.ofSeconds(60 + random.nextInt(600)),
                            Duration.ofSeconds(random.nextInt(60))));
        }
    }
}
