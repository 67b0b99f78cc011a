package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.journal.Completeness;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.Gap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "completeness",
        description = {
            "Says how complete each feed was on each day: ticks accepted, stored and set aside, gaps, and the share of",
            "the watched time that lies in no gap. Reads the data folder, whether or not the program runs; what a",
            "running one has counted is there within a second or so."
        },
        mixinStandardHelpOptions = true)
final class CompletenessCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Option(names = "--feed", paramLabel = "ID", description = "Only this feed.")
    private @Nullable String feed;

    @Option(names = "--day", paramLabel = "DATE", description = "Only this day, in UTC, such as 2026-01-31.")
    private @Nullable LocalDate day;

    @Option(names = "--json", description = "Prints JSON, as /api/completeness gives it.")
    private boolean json;

    @Override
    public void run() {
        Path folder = files.read().journal().folder();
        List<DayReport> found;
        try {
            found = Completeness.kept(new SystemDisk(), folder, new ThreadTimers("clock").now()).stream()
                    .filter(report -> feed == null || report.feed().equals(feed))
                    .filter(report -> day == null || report.day().equals(day))
                    .toList();
        } catch (IOException e) {
            throw new Failure(folder + " cannot be read: " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonArray list = new JsonArray();
            found.forEach(report -> list.add(report.json()));
            out.println(new JsonObject().put("completeness", list).encodePrettily());
        } else {
            found.forEach(report -> print(report, out));
        }
    }

    private static void print(DayReport report, PrintWriter out) {
        out.printf(
                "%s  %-12s  %9s  accepted %d  stored %s  set aside %s  gaps %d%s%n",
                report.day(),
                report.feed(),
                report.percent() == null ? "unwatched" : report.percent() + " %",
                report.accepted(),
                words(report.stored()),
                words(report.setAside()),
                report.gapCount(),
                report.exact() ? "" : "  (counts are too low: files were damaged)");
        for (Gap gap : report.gaps()) {
            String ticks = gap.ticks() == 0 ? "" : ", " + gap.ticks() + " ticks";
            out.println(
                    "    " + gap.from() + " to " + (gap.to() == null ? "now" : gap.to()) + "  " + gap.reason() + ticks);
        }
    }

    private static String words(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "0"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(count -> count.getKey() + ":" + count.getValue())
                        .collect(Collectors.joining(" "));
    }
}
