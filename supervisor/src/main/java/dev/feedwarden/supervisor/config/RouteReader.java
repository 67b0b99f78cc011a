package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.calendar.Weekly;
import dev.feedwarden.rules.read.WindowText;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.alert.Coverage;
import dev.feedwarden.supervisor.alert.Route;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code routes}: who is told of what, in which hours, and who is told next. */
final class RouteReader {

    private static final int MOST = 50;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final String ESCALATE = "escalate";

    private static final List<Setting> ROUTE = List.of(
            Setting.required("to", Setting.Type.TEXTS, "Addresses, and ids of notifiers"),
            Setting.optional("severity", Setting.Type.TEXTS, List.of(), "critical, warning, info; all if not said"),
            Setting.optional("rule", Setting.Type.TEXT, null, "Which rules; * stands for any characters"),
            Setting.optional("subject", Setting.Type.TEXT, null, "Which subjects; * stands for any characters"),
            Setting.optional(
                    "quiet",
                    Setting.Type.TEXTS,
                    List.of(),
                    "Hours in which only what is critical is sent at once, such as Mon-Sun 22:00-07:00"),
            Setting.optional("zone", Setting.Type.TEXT, "UTC", "The time zone of the quiet hours"),
            Setting.optional("remind", Setting.Type.DURATION, null, "How often it is said again, at least 1m"));

    private static final List<Setting> STEP = List.of(
            Setting.required("after", Setting.Type.DURATION, "How long after the first mail, at least 1m"),
            Setting.required("to", Setting.Type.TEXTS, "Addresses, and ids of notifiers"));

    private final SectionReader sections;
    private final Problems problems;
    private final Set<String> declared;
    private final Set<String> running;

    /**
     * A reader of routes.
     *
     * @param declared the ids of all notifiers
     * @param running those that run; routes pass over the others
     */
    RouteReader(SectionReader sections, Problems problems, Set<String> declared, Set<String> running) {
        this.sections = sections;
        this.problems = problems;
        this.declared = declared;
        this.running = running;
    }

    List<Route> read(@Nullable Sequence section) {
        List<Route> routes = new ArrayList<>();
        for (Node item : section == null ? List.<Node>of() : section.items()) {
            if (!(item instanceof Mapping body)) {
                problems.expected("a mapping for a route", item);
            } else if (routes.size() >= MOST) {
                problems.add(item.place(), "expected at most " + MOST + " routes");
                return routes;
            } else {
                route("routes[" + routes.size() + "]", body, routes);
            }
        }
        return routes;
    }

    private void route(String path, Mapping body, List<Route> routes) {
        int before = problems.count();
        Map<String, Mapping.Entry> flat = new LinkedHashMap<>(body.entries());
        Mapping.Entry escalate = flat.remove(ESCALATE);
        var own = new Mapping(body.place(), flat);
        Settings settings = sections.read(path, own, ROUTE);
        @Nullable String rule = settings.has("rule") ? settings.text("rule") : null;
        @Nullable String subject = settings.has("subject") ? settings.text("subject") : null;
        @Nullable String wrong = Coverage.wrong(rule, subject);
        if (wrong != null) {
            problems.add(body.place(), path + "." + wrong);
        }
        Set<Severity> severities = severities(own, settings);
        @Nullable Calendar quiet = quiet(path, own, settings);
        @Nullable Duration remind = settings.has("remind") ? span(own, settings, "remind") : null;
        List<Route.Step> steps = steps(path, escalate);
        List<String> to = receivers(own, settings);
        if (problems.count() > before || to.isEmpty()) {
            return;
        }
        try {
            routes.add(new Route(to, severities, new Coverage(rule, subject), quiet, remind, steps));
        } catch (IllegalArgumentException e) {
            problems.add(SectionReader.place(own, path + ".to"), path + "." + e.getMessage());
        }
    }

    private List<Route.Step> steps(String path, Mapping.@Nullable Entry escalate) {
        List<Route.Step> steps = new ArrayList<>();
        if (escalate == null) {
            return steps;
        }
        if (!(escalate.value() instanceof Sequence list)) {
            problems.expected("a list of steps, such as {after: 30m, to: [ann@example.com]}", escalate.value());
            return steps;
        }
        for (Node item : list.items()) {
            int before = problems.count();
            if (!(item instanceof Mapping body)) {
                problems.expected("a step, such as {after: 30m, to: [ann@example.com]}", item);
                continue;
            }
            Settings settings = sections.read(path + "." + ESCALATE + "[" + steps.size() + "]", body, STEP);
            if (problems.count() > before) {
                continue;
            }
            Duration after = span(body, settings, "after");
            List<String> to = receivers(body, settings);
            if (to.isEmpty()) {
                continue;
            }
            try {
                steps.add(new Route.Step(after, to));
            } catch (IllegalArgumentException e) {
                problems.add(body.place(), path + "." + ESCALATE + "." + e.getMessage());
            }
        }
        return steps;
    }

    /** Those who are there; what does not run is passed over, and what nobody declares is a mistake. */
    private List<String> receivers(Mapping body, Settings settings) {
        if (!settings.has("to")) {
            return List.of();
        }
        List<String> to = settings.texts("to");
        for (String one : to) {
            if (Route.isId(one) && !declared.contains(one)) {
                String where = settings.path() + ".to";
                problems.add(
                        SectionReader.place(body, where),
                        where + ": expected addresses and ids of notifiers, found '" + one + "'"
                                + Suggestion.among(declared, one));
                return List.of();
            }
        }
        return to.stream()
                .filter(one -> !Route.isId(one) || running.contains(one))
                .toList();
    }

    private Set<Severity> severities(Mapping body, Settings settings) {
        Set<Severity> found = EnumSet.noneOf(Severity.class);
        for (String word : settings.texts("severity")) {
            int before = found.size();
            for (Severity severity : Severity.values()) {
                if (severity.word().equals(word)) {
                    found.add(severity);
                }
            }
            if (found.size() == before) {
                sections.problem(body, settings.unusable("severity", "some of critical, warning, info, each once"));
                return found;
            }
        }
        return found.isEmpty() ? EnumSet.allOf(Severity.class) : found;
    }

    private @Nullable Calendar quiet(String path, Mapping body, Settings settings) {
        List<Weekly> windows = new ArrayList<>();
        for (String text : settings.texts("quiet")) {
            @Nullable List<Weekly> found = WindowText.weekly(text);
            if (found == null) {
                sections.problem(body, settings.unusable("quiet", "hours such as Mon-Sun 22:00-07:00"));
                return null;
            }
            windows.addAll(found);
        }
        try {
            ZoneId zone = ZoneId.of(settings.text("zone"));
            return windows.isEmpty() ? null : new Calendar(path, zone, windows, Map.of(), Map.of());
        } catch (DateTimeException e) {
            sections.problem(body, settings.unusable("zone", "a time zone such as Europe/Berlin"));
            return null;
        }
    }

    private Duration span(Mapping body, Settings settings, String name) {
        Duration span = settings.duration(name);
        if (span.compareTo(SHORTEST) < 0) {
            sections.problem(body, settings.unusable(name, "at least 1m"));
        }
        return span;
    }
}
