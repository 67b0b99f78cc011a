package dev.feedwarden.supervisor.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Folds lines that repeat: of those that differ in nothing but numbers of up to six digits, {@value #MOST_A_MINUTE} a minute
 * are written and the others counted. {@value #MOST_KINDS} kinds are remembered; of more the one unheard of for longest is
 * told and forgotten. Pure: time comes as a value.
 */
final class Folding {

    static final int MOST_A_MINUTE = 5;
    static final int MOST_KINDS = 500;

    private static final long MINUTE = 60_000;
    private static final Pattern SHORT_NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,6}(?![0-9])");

    private final LinkedHashMap<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Folded> told = new ArrayList<>();
    private long swept;

    /** Whether a line is to be written. */
    boolean admits(String line, long millis) {
        sweep(millis);
        Kind kind = kinds.computeIfAbsent(SHORT_NUMBER.matcher(line).replaceAll("#"), absent -> new Kind(line, millis));
        if (kinds.size() > MOST_KINDS) {
            Map.Entry<String, Kind> eldest = kinds.entrySet().iterator().next();
            kinds.remove(eldest.getKey());
            tell(eldest.getValue());
        }
        kind.lines++;
        return kind.lines <= MOST_A_MINUTE;
    }

    /** What was folded and is over. */
    List<Folded> takeOver() {
        List<Folded> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What was folded so far, because nothing more will come. */
    List<Folded> takeAll() {
        kinds.values().forEach(this::tell);
        kinds.clear();
        return takeOver();
    }

    private void sweep(long millis) {
        if (millis - swept < MINUTE / 6) {
            return;
        }
        swept = millis;
        kinds.values().removeIf(kind -> {
            boolean over = millis - kind.since >= MINUTE;
            if (over) {
                tell(kind);
            }
            return over;
        });
    }

    private void tell(Kind kind) {
        if (kind.lines > MOST_A_MINUTE) {
            told.add(new Folded(kind.first, kind.lines - MOST_A_MINUTE));
        }
    }

    /**
     * Lines that were not written.
     *
     * @param first the first of the kind
     * @param more how many were not
     */
    record Folded(String first, long more) {}

    private static final class Kind {
        private final String first;
        private final long since;
        private long lines;

        private Kind(String first, long since) {
            this.first = first;
            this.since = since;
        }
    }
}
