package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.MailComposer;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of level by the ten thousand, in virtual time: every incident of which people were told gets one closing mail
 * and nothing after it, every red is told of once, in the turn that writes it down, with a row for each recipient, and a
 * ladder takes its rungs one after the other and never more often than its limit. What becomes of the rows is in {@code
 * DeliveryPropertyTest}. {@code -Dfeedwarden.transitions=1000000} sets how many changes there are.
 */
class AlertInvariantsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SEEDS = 2;
    private static final int CHANGES = Integer.getInteger("feedwarden.transitions", 40_000) / SEEDS;

    /** Composing a letter takes longer than all the rest: it is done for the first ones, and then for one of so many. */
    private static final int COMPOSED_AT_FIRST = 1_000;

    private static final int COMPOSED_THEN = 100;
    private static final int SUBJECTS = 8;
    private static final int MOST_ACTIONS = 6;
    private static final Duration PER = Duration.ofHours(1);
    private static final Pattern STEP = Pattern.compile("(\\S+) \\(step (\\d+) of l\\)");
    private static final Pattern LEFT_OUT = Pattern.compile("(\\S+) left out: .*");
    private static final List<String> STEPS = List.of("warn", "restart-streams", "reset-connection", "escalate");
    private static final List<String> PEOPLE = List.of("a@example.com", "b@example.com", "c@example.com");

    /** Those that are not closed. */
    private final Map<String, Incident> incidents = new HashMap<>();

    private final Map<String, Instant> redAt = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> toldRed = new HashSet<>();
    private final Map<String, Integer> reds = new HashMap<>();
    private final Map<String, Integer> redsTold = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> rungs = new HashMap<>();
    private final Map<String, Deque<Instant>> actions = new HashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final MailComposer composer =
            new MailComposer(MailSettings.kept(null), Routing.to(PEOPLE), numbers::incrementAndGet);
    private long changes;
    private long announcements;
    private long taken;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void alerts_inAnyWeather_keepTheirPromises(long seed) {
        var random = new SplittableRandom(seed);
        var rehearsal = new Rehearsal(rules(), this::written, this::told);
        for (int i = 0; i < SUBJECTS; i++) {
            rehearsal.declare("s" + i, "p", BEGIN);
        }
        Instant now = BEGIN;
        while (changes < CHANGES) {
            now = now.plusMillis(random.nextLong(1, random.nextInt(10) == 0 ? 300_000 : 20_000));
            String subject = "s" + random.nextInt(SUBJECTS);
            double value = random.nextInt(3) == 0 ? 0 : random.nextDouble(30);
            rehearsal.accept(new Reading("case.value", subject, value, now));
            rehearsal.advance(now);
        }
        for (int i = 0; i < SUBJECTS; i++) {
            rehearsal.accept(new Reading("case.value", "s" + i, 0, now.plusMillis(1)));
        }
        rehearsal.advance(now.plus(Duration.ofMinutes(5)));

        Set<String> open = new HashSet<>(told);
        open.removeAll(closed);
        assertThat(open.stream().map(incidents::get))
                .as("told of, and never closed to people")
                .isEmpty();
        assertThat(incidents).as("open at the end, when all is well").isEmpty();
        assertThat(told).hasSizeGreaterThan(CHANGES / 20);
        assertThat(taken).as("the weather was bad enough: actions").isGreaterThan(CHANGES / 100);
    }

    private void told(Announcement announcement) {
        Incident incident = announcement.incident();
        holds(!closed.contains(incident.id()), "told after its end", incident);
        if (announcement.occasion() == Occasion.RESOLVED) {
            holds(told.contains(incident.id()), "closed to people who never knew", incident);
            closed.add(incident.id());
        } else {
            told.add(incident.id());
        }
        // an escalation of what is yellow says red, and what the level reaches next is not said again
        if (announcement.level() == Level.RED || announcement.occasion() == Occasion.ESCALATED) {
            toldRed.add(incident.id());
        }
        if (announcement.level() == Level.RED && announcement.occasion() == Occasion.REACHED) {
            redsTold.merge(incident.id(), 1, Integer::sum);
        }
        announcements++;
        boolean composed = announcements <= COMPOSED_AT_FIRST || announcements % COMPOSED_THEN == 0;
        if (composed && announcement.occasion() != Occasion.RESOLVED) {
            List<Mail> rows = composer.compose(announcement);
            assertThat(rows).extracting(Mail::to).containsExactlyElementsOf(PEOPLE);
            assertThat(rows).extracting(Mail::messageId).doesNotHaveDuplicates();
        }
    }

    private void written(Incident incident) {
        if (incident.closed() == null) {
            incidents.put(incident.id(), incident);
        } else {
            incidents.remove(incident.id());
        }
        List<Moment> timeline = incident.timeline();
        for (int i = seen.getOrDefault(incident.id(), 0); i < timeline.size() && timeline.size() < 100; i++) {
            moment(incident, timeline.get(i));
        }
        seen.put(incident.id(), timeline.size());
        if (redAt.remove(incident.id()) != null) {
            holds(toldRed.contains(incident.id()), "a red that nobody was told of", incident);
        }
        if (timeline.size() < 100) {
            int most = reds.getOrDefault(incident.id(), 0);
            holds(redsTold.getOrDefault(incident.id(), 0) <= most, "a red that was told of twice", incident);
        }
    }

    private void moment(Incident incident, Moment moment) {
        if (moment.kind().equals("change")) {
            changes++;
            if (moment.text().startsWith("red")) {
                redAt.put(incident.id(), moment.time());
                reds.merge(incident.id(), 1, Integer::sum);
            }
        }
        Matcher leftOut = LEFT_OUT.matcher(moment.text());
        if (leftOut.matches()) {
            rungs.put(incident.subject(), STEPS.indexOf(leftOut.group(1)) + 1); // its limit is used up
        }
        Matcher step = STEP.matcher(moment.text());
        if (!moment.kind().equals("action") || !step.matches()) {
            return;
        }
        String subject = incident.subject();
        int rung = Integer.parseInt(step.group(2));
        int before = rungs.getOrDefault(subject, 0);
        holds(rung == before + 1 || rung == 1, "a rung left out: from " + before + " to " + rung, incident);
        rungs.put(subject, rung);
        if (step.group(1).startsWith("re")) {
            taken++;
            Deque<Instant> times = actions.computeIfAbsent(subject, any -> new ArrayDeque<>());
            times.addLast(moment.time());
            while (!times.getFirst().isAfter(moment.time().minus(PER))) {
                times.removeFirst();
            }
            holds(times.size() <= MOST_ACTIONS, times.size() + " actions within an hour", incident);
        }
    }

    /** As AssertJ would say it, which looks through whole sets each time. */
    private static void holds(boolean so, String otherwise, Incident incident) {
        if (!so) {
            throw new AssertionError(otherwise + ": " + incident);
        }
    }

    private static RuleSet rules() {
        var metric = new Metric("case.value", Metric.Kind.GAUGE, Unit.NONE, "for tests");
        Map<String, Metric> metrics =
                List.of(metric).stream().collect(Collectors.toMap(Metric::name, Function.identity()));
        var reader = new RuleReader(new Catalog(metrics, Map.of("p", "p"), Set.of()), 1);
        var read = reader.read(List.of(new RuleFile("r.yaml", """
                version: 1
                rules:
                  value: {about: v, metric: case.value, of: "plugin:p", measure: last, yellow: "> 10", red: "> 20",
                    recover: l, mail: [red, green]}
                ladders:
                  l:
                    steps:
                      - {after: 20s, do: warn}
                      - {after: 40s, do: restart-streams}
                      - {after: 60s, do: reset-connection}
                      - {after: 100s, do: escalate}
                    healthy: 10s
                    limits: {actions: 6, per: 1h, cooldown: 5s}
                """)));
        assertThat(read.problems()).isEmpty();
        return read.rules();
    }
}
