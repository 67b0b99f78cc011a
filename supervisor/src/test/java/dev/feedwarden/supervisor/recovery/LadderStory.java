package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One history: two ladders that share a budget, three troubles on two subjects, and what became of them. */
final class LadderStory {

    private static final Instant START = Instant.parse("2026-03-02T00:40:00Z");
    private static final Meters METERS = new Meters(new SimpleMeterRegistry());
    private static final int MOVES = 14;
    private static final String PERSON = "ada";

    private final long seed;
    private final SplittableRandom random;
    private final ManualTimers timers = new ManualTimers(START);
    private final Map<String, Ladder> ladders;
    private final List<Patient> patients;
    private final Map<Trouble, LadderState> stored = new HashMap<>();
    private final LadderOracle oracle;
    private final Map<String, Promise<Outcome>> underWay = new HashMap<>();
    private final Map<String, Trouble> actedFor = new HashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private Ladders all;
    private RecoveryDispatcher dispatcher;

    LadderStory(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        ladders = new RandomLadders(random).make();
        oracle = new LadderOracle(seed, ladders);
        patients = List.of(
                new Patient(new Trouble("silence", "a"), "one"),
                new Patient(new Trouble("errors", "a"), random.nextBoolean() ? "one" : "two"),
                new Patient(new Trouble("silence", "b"), "two"));
        begin();
    }

    void run() {
        patients.get(0).become(Level.RED);
        for (int i = 0; i < MOVES; i++) {
            move();
            settle();
        }
    }

    /** A process begins, perhaps where another one ended. */
    private void begin() {
        all = new Ladders(ladders, stored.values(), timers.now(), random::nextDouble);
        underWay.clear();
        actedFor.clear();
        var mine = all;
        dispatcher = new RecoveryDispatcher(
                (action, request) -> {
                    Promise<Outcome> outcome = Promise.promise();
                    underWay.put(request.subject(), outcome);
                    return outcome.future();
                },
                fact -> {
                    if (all == mine && fact instanceof Event.ActionFinished ended) {
                        underWay.remove(ended.source());
                        actedFor.remove(ended.source());
                        all.finished(ended.source(), ended.action(), ended.succeeded());
                    }
                },
                entry -> {
                    if (all == mine) {
                        audit.add(entry);
                    }
                },
                timers,
                METERS);
        dispatcher.watch(new RecoveryDispatcher.Hands() {
            @Override
            public boolean begin(String subject, String action) {
                return all.beginByHand(subject, action, ladders.keySet(), timers.now());
            }

            @Override
            public void ended(String subject) {
                if (all == mine) {
                    all.endedByHand(subject);
                }
            }
        });
    }

    private void settle() {
        Instant now = timers.now();
        for (Patient patient : patients) {
            patient.pass(now);
        }
        int audited = audit.size();
        List<Decision> decisions = all.advance(now, this::standing);
        for (LadderState state : all.takeChanges()) {
            stored.put(new Trouble(state.rule(), state.subject()), state);
        }
        for (Decision decision : decisions) {
            Patient patient = patient(decision.trouble());
            oracle.check(decision, patient.course, now, patient.venue);
            if (decision.kind() == Kind.ACT) {
                promise(!underWay.containsKey(decision.trouble().subject()), "one action at a time");
                all.started(decision.trouble(), now);
                actedFor.put(decision.trouble().subject(), decision.trouble());
                dispatcher.carryOut(decision, "because");
                promise(underWay.containsKey(decision.trouble().subject()), "begun");
            } else {
                dispatcher.note(decision, "because");
            }
        }
        for (Patient patient : patients) {
            oracle.look(patient.course, patient.climbed(), patient.well(now), patient.acts());
        }
        promise(audit.size() == audited + decisions.size(), "every decision is audited");
        promise(all.next() == null || all.next().isAfter(now), "the next deadline lies ahead");
    }

    private void move() {
        Instant next = all.next();
        long millis = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(20_000);
            case 1 -> random.nextInt(600_000);
            default -> 1;
        };
        Duration ahead = Duration.ofMillis(millis);
        if (millis == 1 && next != null) {
            ahead = Duration.between(timers.now(), next);
            ahead = random.nextInt(6) == 0 ? ahead.minusNanos(1) : ahead;
        }
        timers.advance(ahead);
        Patient patient = patients.get(random.nextInt(patients.size()));
        switch (random.nextInt(14)) {
            case 0 -> patient.become(Level.GREEN);
            case 1, 2 -> patient.become(Level.RED);
            case 3 -> patient.become(Level.GREY);
            case 4 -> patient.venue = random.nextInt(3) > 0 ? "open" : "session-conflict";
            case 5, 6, 7, 8 -> end(patient.trouble.subject());
            case 9 -> restart();
            case 10 -> byHand(patient.trouble.subject());
            default -> {}
        }
    }

    private void end(String subject) {
        Promise<Outcome> outcome = underWay.get(subject);
        if (outcome != null) {
            int audited = audit.size();
            outcome.tryComplete(new Outcome(random.nextBoolean(), ""));
            promise(audit.size() == audited + 1, "every end is audited");
        }
    }

    private void byHand(String subject) {
        boolean free = !underWay.containsKey(subject);
        int audited = audit.size();
        dispatcher.byHand(subject, "fix", Map.of(), PERSON, "she wants it");
        promise(audit.size() == audited + 1, "what a person does is audited");
        promise(underWay.containsKey(subject) && audit.get(audited).who().equals(PERSON), "with her name");
        if (free) {
            oracle.byHand(subject, timers.now());
            for (LadderState state : all.takeChanges()) {
                stored.put(new Trouble(state.rule(), state.subject()), state);
            }
        }
    }

    private void restart() {
        begin();
        for (Patient patient : patients) {
            oracle.resumed(patient.course, patient.climbed());
            patient.restarted();
        }
    }

    private Standing standing(Trouble trouble) {
        Patient patient = patient(trouble);
        return new Standing(patient.level, patient.evidence, patient.venue);
    }

    private Patient patient(Trouble trouble) {
        for (Patient patient : patients) {
            if (patient.trouble.equals(trouble)) {
                return patient;
            }
        }
        throw new AssertionError("seed " + seed + ": nobody has " + trouble);
    }

    private void promise(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("seed " + seed + ": " + promise);
        }
    }

    /** One trouble's ups and downs. */
    private final class Patient {

        private final Trouble trouble;
        private final Ladder ladder;
        private final LadderOracle.Course course;
        private Level level = Level.GREEN;
        private String venue = "open";
        private Instant evidence = START;
        private Instant greenSince = START;

        Patient(Trouble trouble, String ladder) {
            this.trouble = trouble;
            this.ladder = ladders.get(ladder);
            course = new LadderOracle.Course(this.ladder);
        }

        void become(Level next) {
            if (next == Level.GREEN && level != Level.GREEN) {
                greenSince = timers.now();
            }
            level = next;
            if (next == Level.RED) {
                enter();
            }
        }

        void restarted() {
            greenSince = timers.now();
            if (level == Level.RED) {
                enter();
            }
        }

        private void enter() {
            all.enter(trouble, ladder.id(), evidence);
        }

        void pass(Instant now) {
            if (level == Level.GREEN) {
                evidence = now;
            }
        }

        boolean climbed() {
            return all.progress(trouble) != null;
        }

        boolean well(Instant now) {
            return level == Level.GREEN && !now.isBefore(greenSince.plus(ladder.healthy()));
        }

        boolean acts() {
            return trouble.equals(actedFor.get(trouble.subject()));
        }
    }

    /** What such a history can use. */
    private record RandomLadders(SplittableRandom random) {

        private static final List<String> ACTIONS = List.of("warn", "fix", "reset", "escalate", "fix", "reset");

        Map<String, Ladder> make() {
            var login = new Ladder.Budget("login", random.nextInt(1, 4), Duration.ofSeconds(random.nextInt(30, 4_000)));
            return Map.of("one", ladder("one", login), "two", ladder("two", login));
        }

        private Ladder ladder(String id, Ladder.Budget login) {
            List<Ladder.Step> steps = new ArrayList<>();
            int after = 0;
            for (int count = random.nextInt(1, 5); count > 0; count--) {
                after += random.nextInt(1, 60);
                steps.add(step(Duration.ofSeconds(after), login));
            }
            return new Ladder(
                    id,
                    random.nextInt(8) == 0 ? Ladder.Mode.OBSERVE : Ladder.Mode.ACT,
                    Set.of("session-conflict"),
                    random.nextInt(8) == 0 ? List.of(LadderOracle.NIGHT) : List.of(),
                    steps,
                    Duration.ofSeconds(random.nextInt(1, 40)),
                    limits(),
                    random.nextInt(3) == 0 ? List.of(login) : List.of(),
                    new Ladder.Rearm(Duration.ofSeconds(random.nextInt(20, 200)), Duration.ofSeconds(300)));
        }

        private Ladder.Step step(Duration after, Ladder.Budget login) {
            return new Ladder.Step(
                    after,
                    ACTIONS.get(random.nextInt(ACTIONS.size())),
                    Map.of(),
                    random.nextInt(3) == 0 ? limits() : Ladder.Limits.NONE,
                    random.nextInt(3) == 0 ? List.of(login) : List.of(),
                    Duration.ofSeconds(random.nextInt(1, 40)));
        }

        private Ladder.Limits limits() {
            return new Ladder.Limits(
                    random.nextInt(4),
                    Duration.ofSeconds(random.nextInt(30, 2_000)),
                    Duration.ofSeconds(random.nextInt(60)),
                    random.nextInt(3) / 2.0);
        }
    }
}
