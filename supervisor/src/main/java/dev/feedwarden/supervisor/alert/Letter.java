package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it is text or HTML. Every string is one line.
 *
 * @param preheader what a phone shows under the subject in its list
 * @param tried what was tried and with what result, oldest first
 * @param timeline what happened besides
 * @param earlier how many moments came before the timeline that is shown
 * @param runbook what to do; null where the rule says nothing
 * @param link to the incident on the page; null for none
 * @param acknowledge the recipient's own link; null for none
 * @param silence the recipient's own link; null for none
 * @param chart what a chart would be of
 */
record Letter(
        Level level,
        String headline,
        String message,
        String preheader,
        List<Fact> facts,
        List<Tried> tried,
        List<Incident.Moment> timeline,
        int earlier,
        @Nullable String runbook,
        @Nullable String link,
        @Nullable String acknowledge,
        @Nullable String silence,
        ChartSpot chart) {

    /** A named value: {@code Since} and a time. */
    record Fact(String name, String value) {}

    private static final int MOST_LINE = 400;

    /** A runbook of a rule has 500 characters. */
    private static final int MOST_RUNBOOK = 510;

    private static final int MOST_MOMENTS = 20;

    private static final int MOST_AFFECTED = 8;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Letter of(Announcement announcement, @Nullable URI page) {
        Incident incident = announcement.incident();
        List<Incident.Moment> told = incident.timeline().stream()
                .filter(moment -> !Tried.isMeant(moment))
                .map(moment -> new Incident.Moment(moment.time(), line(moment.kind()), line(moment.text())))
                .toList();
        List<Tried> tried = Tried.of(incident).stream()
                .map(one -> new Tried(one.time(), line(one.step()), List.of(line(one.result()))))
                .toList();
        int earlier = Math.max(0, told.size() - MOST_MOMENTS);
        String helped = line(Tried.helped(Tried.of(incident)));
        return new Letter(
                SubjectLine.level(announcement),
                line(incident.subject() + ": " + announcement.about()),
                message(announcement),
                preheader(announcement, helped),
                facts(announcement, helped),
                tried.subList(Math.max(0, tried.size() - MOST_MOMENTS), tried.size()),
                told.subList(earlier, told.size()),
                earlier,
                runbook(announcement),
                page == null ? null : link(page, incident),
                null,
                null,
                new ChartSpot(incident.rule(), incident.subject()));
    }

    /** The same with links of one recipient's own. */
    Letter with(URI acknowledging, URI silencing) {
        return new Letter(
                level,
                headline,
                message,
                preheader,
                facts,
                tried,
                timeline,
                earlier,
                runbook,
                link,
                acknowledging.toASCIIString(),
                silencing.toASCIIString(),
                chart);
    }

    /** The page may be served below a path of its own. */
    private static String link(URI page, Incident incident) {
        return page.toASCIIString().replaceAll("[?#].*|/$", "") + "/incidents/" + HeaderText.token(incident.id());
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    private static List<Fact> facts(Announcement announcement, String helped) {
        Incident incident = announcement.incident();
        boolean over = announcement.occasion() == Announcement.Occasion.RESOLVED;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Value", line(value(announcement))));
        facts.add(new Fact("Since", time(incident.opened()) + ", for " + lasting(announcement)));
        if (over) {
            facts.add(new Fact("Helped", helped));
        }
        facts.add(new Fact("Severity", announcement.severity().word()));
        facts.add(new Fact("Rule", line(incident.rule())));
        facts.add(new Fact("Incident", line(incident.id())));
        if (!announcement.affected().isEmpty()) {
            facts.add(new Fact("Affected", line(affected(announcement.affected()))));
        }
        if (announcement.next() != null) {
            facts.add(new Fact("Next", line(announcement.next())));
        }
        return List.copyOf(facts);
    }

    private static String value(Announcement announcement) {
        return announcement.value() + (announcement.limit() == null ? "" : ", " + announcement.limit());
    }

    private static String preheader(Announcement announcement, String helped) {
        if (announcement.occasion() == Announcement.Occasion.RESOLVED) {
            return "Lasted " + lasting(announcement) + ". Helped: " + helped + ".";
        }
        return line(value(announcement) + ", for " + lasting(announcement) + "."
                + (announcement.next() == null ? "" : " Next: " + announcement.next() + "."));
    }

    /** Nothing is left to be done once it is over. */
    private static @Nullable String runbook(Announcement announcement) {
        boolean over = announcement.occasion() == Announcement.Occasion.RESOLVED;
        return announcement.runbook() == null || over ? null : HeaderText.line(announcement.runbook(), MOST_RUNBOOK);
    }

    private static String affected(List<String> all) {
        String first = all.stream().limit(MOST_AFFECTED).collect(Collectors.joining(", "));
        return all.size() <= MOST_AFFECTED ? first : first + " and " + (all.size() - MOST_AFFECTED) + " more";
    }

    private static String message(Announcement announcement) {
        return switch (announcement.occasion()) {
            case REACHED -> "The level is " + announcement.level().word() + " now.";
            case WARNED -> "The trouble lasts for " + lasting(announcement) + ".";
            case ESCALATED -> "Everything that could be tried was tried. A person is needed.";
            case REMINDED -> "It lasts for " + lasting(announcement) + ", and nobody has acknowledged it.";
            case PASSED_ON ->
                "Those who were told first have not acknowledged it within " + lasting(announcement) + ".";
            case RESOLVED -> "All is well again, after " + lasting(announcement) + ".";
        };
    }

    private static String lasting(Announcement announcement) {
        return SpanText.of(Duration.between(announcement.incident().opened(), announcement.time()));
    }

    private static String line(String text) {
        return HeaderText.line(text, MOST_LINE);
    }
}
