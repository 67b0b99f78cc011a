package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.history.Incident.Moment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What happened in an incident, oldest first. At most {@value #MOST} moments: of a longer story the first half and the
 * newest stay, and a note between them says how many are left out.
 */
final class Timeline {

    static final int MOST = 200;

    private static final Pattern FOLDED = Pattern.compile("(\\d+) moments are left out");

    private final List<Moment> first = new ArrayList<>();
    private final Deque<Moment> newest = new ArrayDeque<>();
    private @Nullable Instant foldedAt;
    private long folded;

    Timeline(List<Moment> before) {
        before.forEach(this::add);
    }

    void add(Moment moment) {
        Matcher matcher = FOLDED.matcher(moment.text());
        if (matcher.matches()) {
            folded += Long.parseLong(matcher.group(1));
            foldedAt = moment.time();
        } else if (first.size() < MOST / 2) {
            first.add(moment);
        } else {
            newest.addLast(moment);
            fold();
        }
    }

    List<Moment> moments() {
        List<Moment> moments = new ArrayList<>(first);
        if (foldedAt != null) {
            moments.add(new Moment(foldedAt, "note", folded + " moments are left out"));
        }
        moments.addAll(newest);
        return moments;
    }

    private void fold() {
        while (newest.size() > MOST - MOST / 2 - 1) {
            foldedAt = newest.removeFirst().time();
            folded++;
        }
    }
}
