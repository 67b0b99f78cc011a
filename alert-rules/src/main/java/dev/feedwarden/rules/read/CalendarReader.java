package dev.feedwarden.rules.read;

import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.calendar.Hours;
import dev.feedwarden.rules.calendar.Weekly;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a {@code calendars} section. */
public final class CalendarReader {

    private static final int MOST_WINDOWS = 64;
    private static final int MOST_DATES = 1000;
    /** Java copies them all each time that it is asked. */
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private static final String WINDOW = "a window such as Mon-Fri 09:30-16:15 or Sun 18:00 - Fri 17:00";

    private final Problems problems;

    public CalendarReader(Problems problems) {
        this.problems = problems;
    }

    /** The calendar; null where something in it is wrong, which is noted. */
    public @Nullable Calendar read(Mapping.Entry entry) {
        int before = problems.count();
        Names.check(entry.key(), problems);
        if (!(entry.value() instanceof Mapping mapping)) {
            problems.expected("a calendar with its keys", entry.value());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("zone", "open");
        ZoneId zone = zone(fields.text("zone"));
        List<Weekly> open = windows(fields.sequence("open"));
        Map<LocalDate, List<Hours>> closed = new HashMap<>();
        for (Node item : items(fields.sequence("closed"))) {
            add(closed, date(item), Hours.ALL);
        }
        dates(fields.mapping("early"), closed, this::afterwards);
        dates(fields.mapping("late"), closed, this::before);
        Map<LocalDate, List<Hours>> extra = new HashMap<>();
        dates(fields.mapping("extra"), extra, this::between);
        fields.end();
        if (closed.size() > MOST_DATES || extra.size() > MOST_DATES) {
            problems.add(mapping.place(), "expected at most " + MOST_DATES + " dates, found more");
        }
        boolean wrong = problems.count() > before || zone == null;
        return wrong || zone == null ? null : new Calendar(entry.key().text(), zone, open, closed, extra);
    }

    private @Nullable ZoneId zone(@Nullable Scalar name) {
        if (name == null) {
            return null;
        }
        if (ZONES.contains(name.text())) {
            return ZoneId.of(name.text());
        }
        problems.unknown("time zone", name, ZONES);
        return null;
    }

    private List<Weekly> windows(@Nullable Sequence list) {
        List<Weekly> windows = new ArrayList<>();
        for (Node item : items(list)) {
            List<Weekly> found = item instanceof Scalar scalar ? WindowText.weekly(scalar.text()) : null;
            if (found == null) {
                problems.expected(WINDOW, item);
            } else {
                windows.addAll(found);
            }
        }
        if (list != null && windows.size() > MOST_WINDOWS) {
            problems.add(list.place(), "expected at most " + MOST_WINDOWS + " windows, found " + windows.size());
        }
        return windows;
    }

    private void dates(
            @Nullable Mapping mapping, Map<LocalDate, List<Hours>> dates, Function<Node, @Nullable Hours> reader) {
        if (mapping == null) {
            return;
        }
        for (Mapping.Entry entry : mapping.entries().values()) {
            LocalDate date = date(entry.key());
            for (Node item : entry.value() instanceof Sequence list ? list.items() : List.of(entry.value())) {
                add(dates, date, reader.apply(item));
            }
        }
    }

    private @Nullable Hours afterwards(Node node) {
        int time = time(node);
        return time < 0 ? null : new Hours(time, Hours.DAY);
    }

    private @Nullable Hours before(Node node) {
        int time = time(node);
        return time < 0 ? null : new Hours(0, time);
    }

    private @Nullable Hours between(Node node) {
        Hours hours = node instanceof Scalar scalar ? WindowText.hours(scalar.text()) : null;
        if (hours == null) {
            problems.expected("hours of one day such as 10:00-12:00", node);
        }
        return hours;
    }

    private int time(Node node) {
        int time = node instanceof Scalar scalar ? WindowText.time(scalar.text()) : -1;
        if (time <= 0 || time >= Hours.DAY) {
            problems.expected("a time from 00:01 to 23:59 such as \"13:15\"", node);
            return -1;
        }
        return time;
    }

    private @Nullable LocalDate date(Node node) {
        @Nullable LocalDate date = node instanceof Scalar scalar ? parsed(scalar.text()) : null;
        if (date == null) {
            problems.expected("a date such as 2026-12-25", node);
        }
        return date;
    }

    private static @Nullable LocalDate parsed(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            return null; // its message says nothing that the caller's does not
        }
    }

    private static void add(Map<LocalDate, List<Hours>> dates, @Nullable LocalDate date, @Nullable Hours hours) {
        if (date != null && hours != null) {
            dates.computeIfAbsent(date, first -> new ArrayList<>()).add(hours);
        }
    }

    private static List<Node> items(@Nullable Sequence list) {
        return list == null ? List.of() : list.items();
    }
}
