package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stage that says who gets which mail and not before when, and when somebody is told again. Every route that means a
 * trouble counts; what no route means goes to everybody, so that nothing is lost between them. Pure.
 */
public final class Routing {

    private final List<Route> routes;
    private final Route rest;

    /**
     * With routes.
     *
     * @param everybody who is told of what no route means
     */
    public Routing(List<Route> routes, List<String> everybody) {
        this.routes = List.copyOf(routes);
        this.rest = Route.all(everybody);
    }

    /** Everything to these receivers, once. */
    public static Routing to(List<String> everybody) {
        return new Routing(List.of(), everybody);
    }

    /**
     * Who is told.
     *
     * @return the moment before which nothing is sent, by receiver
     */
    Map<String, Instant> recipients(Announcement announcement) {
        Incident incident = announcement.incident();
        Attention attention = incident.attention();
        List<Route> meant = meant(incident, announcement.severity());
        Map<String, Instant> when = new LinkedHashMap<>();
        switch (announcement.occasion()) {
            case RESOLVED, REMINDED -> {
                List<String> told = attention.recipients().isEmpty() ? rest.to() : attention.recipients();
                told.forEach(to -> when.put(to, announcement.time()));
                meant.forEach(route -> delay(route, announcement, when));
            }
            case PASSED_ON ->
                steps(meant).stream()
                        .skip(attention.passedOn())
                        .limit(1)
                        .forEach(step -> step.to().forEach(to -> when.put(to, announcement.time())));
            case REACHED, WARNED, ESCALATED ->
                meant.forEach(route -> {
                    route.to().forEach(to -> when.putIfAbsent(to, announcement.time()));
                    delay(route, announcement, when);
                });
        }
        return when;
    }

    /** Whether anybody is ever told again. */
    public boolean nudges() {
        return routes.stream()
                .anyMatch(route -> route.remind() != null || !route.escalate().isEmpty());
    }

    /**
     * When somebody is to be told again of an incident that lasts; null for never. What an acknowledgement holds back is
     * told when it lapses.
     */
    public @Nullable Nudge nudge(Incident incident, Severity severity) {
        Attention attention = incident.attention();
        Instant first = attention.toldFirst();
        Instant last = attention.toldAt();
        if (first == null || last == null) {
            return null;
        }
        List<Route> meant = meant(incident, severity);
        List<Nudge> nudges = new ArrayList<>();
        steps(meant).stream()
                .skip(attention.passedOn())
                .findFirst()
                .ifPresent(step -> nudges.add(new Nudge(
                        Announcement.Occasion.PASSED_ON, Acknowledged.hold(attention, first.plus(step.after())))));
        meant.stream()
                .map(Route::remind)
                .filter(every -> every != null)
                .min(Comparator.naturalOrder())
                .ifPresent(every -> nudges.add(
                        new Nudge(Announcement.Occasion.REMINDED, Acknowledged.hold(attention, last.plus(every)))));
        return nudges.stream().min(Comparator.comparing(Nudge::time)).orElse(null);
    }

    private List<Route> meant(Incident incident, Severity severity) {
        var trouble = new Trouble(incident.rule(), incident.subject());
        List<Route> meant = routes.stream()
                .filter(route -> route.severities().contains(severity)
                        && route.coverage().covers(trouble))
                .toList();
        return meant.isEmpty() ? List.of(rest) : meant;
    }

    private static List<Route.Step> steps(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.escalate().stream())
                .sorted(Comparator.comparing(Route.Step::after))
                .toList();
    }

    /** Quiet hours hold back what is not critical, for those whom no other route wakes. */
    private static void delay(Route route, Announcement announcement, Map<String, Instant> when) {
        Instant end = QuietHours.until(route.quiet(), announcement.severity(), announcement.time());
        if (end != null) {
            route.to().forEach(to -> when.replace(to, announcement.time(), end));
        }
    }

    /**
     * Somebody is to be told again.
     *
     * @param occasion {@code REMINDED} or {@code PASSED_ON}
     */
    public record Nudge(Announcement.Occasion occasion, Instant time) {}
}
