package dev.feedwarden.rules.read;

import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calendars of all files.
 *
 * @param known those that are right, by id
 * @param names the ids of all
 */
record Calendars(Map<String, Calendar> known, Set<String> names) {

    Calendars {
        known = Map.copyOf(known);
        names = Set.copyOf(names);
    }

    /** The calendar of a name; null where there is none, which is noted, or it is wrong, which has been. */
    @Nullable
    Calendar find(Scalar name, Problems problems) {
        if (!names.contains(name.text())) {
            problems.unknown("calendar", name, names);
        }
        return known.get(name.text());
    }
}
