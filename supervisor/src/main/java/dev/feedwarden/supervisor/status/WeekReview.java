package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.alert.Bulletin;
import dev.feedwarden.supervisor.alert.Rounds;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people are told although nothing is wrong: how the week was, and that all runs. Pure. */
final class WeekReview {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final String HELPED = " helped";

    private WeekReview() {}

    /** One line a day, so that its absence is noticed. */
    static Bulletin alive(StatusBoard board, Instant now) {
        int open = board.incidents().size();
        String incidents = open == 0 ? "no open incident" : open == 1 ? "1 open incident" : open + " open incidents";
        return new Bulletin(
                Rounds.Kind.ALIVE.word(),
                Level.GREEN,
                "Feedwarden runs: score " + board.score() + ", " + incidents,
                List.of("Feedwarden runs and watches " + board.feeds().size() + " feeds. Score " + board.score()
                        + " of 100, " + incidents + "."),
                now);
    }

    /**
     * The week before now.
     *
     * @param incidents the newest, also those that are older
     * @param mails the newest, also those that are older
     * @param silences in force
     */
    static Bulletin summary(
            StatusBoard board, List<Incident> incidents, List<Mail> mails, List<Silence> silences, Instant now) {
        Instant from = now.minus(WEEK);
        List<Incident> week = incidents.stream()
                .filter(incident ->
                        incident.closed() == null || incident.closed().isAfter(from))
                .toList();
        List<String> lines = new ArrayList<>();
        for (StatusBoard.FeedStatus feed : board.feeds()) {
            lines.add(feed.id() + ": " + feed(feed.id(), board.completeness(), week, from, now));
        }
        lines.add(incidents(week.size()) + " in all" + longest(week, now) + ".");
        long sent = mails.stream().filter(mail -> mail.created().isAfter(from)).count();
        lines.add(
                sent + (sent == 1 ? " mail" : " mails") + (sent == mails.size() && sent > 0 ? " at least" : "") + ".");
        lines.add(helped(week, from));
        lines.add(
                switch (silences.size()) {
                    case 0 -> "No silence is in force.";
                    case 1 -> "1 silence is in force:";
                    default -> silences.size() + " silences are in force:";
                });
        silences.forEach(silence -> lines.add(silence.id() + " of " + (silence.rule() == null ? "*" : silence.rule())
                + " for " + (silence.subject() == null ? "*" : silence.subject()) + ": " + silence.why()));
        return new Bulletin(
                Rounds.Kind.SUMMARY.word(),
                Level.GREEN,
                "The week: score " + board.score() + ", " + incidents(week.size()),
                lines,
                now);
    }

    private static String feed(String id, List<DayReport> days, List<Incident> week, Instant from, Instant now) {
        List<Incident> own = week.stream()
                .filter(incident -> Trouble.instanceOf(incident.subject()).equals(id))
                .toList();
        List<Double> percents = days.stream()
                .filter(day -> day.feed().equals(id)
                        && !day.day().isBefore(from.atZone(ZoneOffset.UTC).toLocalDate()))
                .map(DayReport::percent)
                .filter(Objects::nonNull)
                .toList();
        double well = 100.0 * (1 - (double) red(own, from, now).toMillis() / WEEK.toMillis());
        String complete = percents.isEmpty()
                ? "completeness unknown"
                : "complete "
                        + floor(percents.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0)) + " %";
        return "free of red " + floor(well) + " %, " + complete + ", " + incidents(own.size()) + longest(own, now);
    }

    private static String incidents(int count) {
        return count == 1 ? "1 incident" : count + " incidents";
    }

    /** How long at least one of them was open that reached red. */
    private static Duration red(List<Incident> incidents, Instant from, Instant now) {
        Duration sum = Duration.ZERO;
        Instant until = from;
        for (Incident one : incidents.stream()
                .filter(incident -> incident.level() == Level.RED)
                .sorted(Comparator.comparing(Incident::opened))
                .toList()) {
            Instant begin = one.opened().isAfter(until) ? one.opened() : until;
            Instant end = one.closed() == null ? now : one.closed();
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
                until = end;
            }
        }
        return sum;
    }

    private static String longest(List<Incident> incidents, Instant now) {
        return incidents.stream()
                .max(Comparator.comparing(incident -> lasting(incident, now)))
                .map(incident -> ", the longest " + lasting(incident, now).toMinutes() + " min (" + incident.rule()
                        + " for " + incident.subject() + ")")
                .orElse("");
    }

    private static Duration lasting(Incident incident, Instant now) {
        return Duration.between(incident.opened(), incident.closed() == null ? now : incident.closed());
    }

    private static String helped(List<Incident> week, Instant from) {
        Map<String, Long> counts = week.stream()
                .flatMap(incident -> incident.timeline().stream())
                .filter(moment -> moment.kind().equals("outcome")
                        && moment.time().isAfter(from)
                        && moment.text().endsWith(HELPED))
                .collect(Collectors.groupingBy(
                        moment -> moment.text().substring(0, moment.text().indexOf(' ')),
                        TreeMap::new,
                        Collectors.counting()));
        if (counts.isEmpty()) {
            return "No action was needed that helped.";
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? " once" : " " + entry.getValue() + " times"))
                .collect(Collectors.joining(", ", "What helped: ", "."));
    }

    private static String floor(double percent) {
        return BigDecimal.valueOf(percent)
                .setScale(3, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }
}
