package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was tried in an incident and with what result, as its timeline tells: a step of a ladder and the outcomes after it.
 * Pure.
 *
 * @param step the action's name
 * @param results in the order in which they came in; empty while nothing is known
 */
record Tried(Instant time, String step, List<String> results) {

    private static final String HELPED = "helped";
    private static final String FAILED = "did not help";
    private static final String NOT_DONE = "not carried out";

    /** Steps that tell a person and try nothing. */
    private static final Set<String> TELLING = Set.of("warn", "escalate");

    Tried {
        results = List.copyOf(results);
    }

    /** Whether a moment belongs here and not into the story. */
    static boolean isMeant(Moment moment) {
        boolean action = moment.kind().equals("action") && !TELLING.contains(step(moment.text()));
        return action || moment.kind().equals("outcome");
    }

    /** Everything that was tried, oldest first. */
    static List<Tried> of(Incident incident) {
        List<Tried> tried = new ArrayList<>();
        for (Moment moment : incident.timeline()) {
            if (!isMeant(moment)) {
                continue;
            }
            String step = step(moment.text());
            if (moment.kind().equals("action")) {
                tried.add(new Tried(moment.time(), step, List.of()));
            } else {
                result(tried, step, moment);
            }
        }
        return List.copyOf(tried);
    }

    /** What ended the trouble, for a person. */
    static String helped(List<Tried> all) {
        String last = all.stream()
                .filter(one -> one.ends(HELPED) && !one.ends(FAILED))
                .reduce((one, later) -> later)
                .map(Tried::step)
                .orElse(null);
        if (last != null) {
            return last;
        }
        // A ladder says that a step helped only once the subject has been well for a while, which may be after this
        // mail.
        @Nullable Tried newest = all.isEmpty() ? null : all.get(all.size() - 1);
        boolean open = newest != null && !newest.ends(FAILED) && !newest.says(NOT_DONE);
        return newest != null && open ? newest.step() + ", it seems: it was done last" : "by itself";
    }

    /** All results in one line. */
    String result() {
        return results.isEmpty() ? "no result yet" : String.join("; ", results);
    }

    private boolean ends(String ending) {
        return results.stream().anyMatch(result -> result.endsWith(ending));
    }

    private boolean says(String beginning) {
        return results.stream().anyMatch(result -> result.startsWith(beginning));
    }

    private static void result(List<Tried> tried, String step, Moment moment) {
        String text = moment.text().substring(step.length()).strip();
        for (int i = tried.size() - 1; i >= 0; i--) {
            Tried one = tried.get(i);
            if (one.step.equals(step)) {
                List<String> results = new ArrayList<>(one.results);
                results.add(text);
                tried.set(i, new Tried(one.time, step, results));
                return;
            }
        }
        tried.add(new Tried(moment.time(), step, List.of(text)));
    }

    private static String step(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
