package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.journal.DayReport;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How complete each feed was on each day that is kept: {@code /api/completeness}, {@code ?feed=} and {@code ?day=}. */
final class CompletenessRoute {

    private final Supplier<List<DayReport>> days;

    CompletenessRoute(Supplier<List<DayReport>> days) {
        this.days = days;
    }

    void mount(Router router) {
        Answers.get(router, "/api/completeness").handler(this::answer);
    }

    private void answer(RoutingContext call) {
        String feed = first(call.queryParam("feed"));
        String dayText = first(call.queryParam("day"));
        LocalDate day;
        try {
            day = dayText == null ? null : LocalDate.parse(dayText);
        } catch (DateTimeException e) {
            Answers.error(call, 400, "day: expected a date in UTC such as 2026-01-31");
            return;
        }
        List<DayReport> found = days.get().stream()
                .filter(report -> feed == null || report.feed().equals(feed))
                .filter(report -> day == null || report.day().equals(day))
                .toList();
        Answers.json(call, 200, new JsonObject().put("completeness", StatusJson.array(found, DayReport::json)));
    }

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }
}
