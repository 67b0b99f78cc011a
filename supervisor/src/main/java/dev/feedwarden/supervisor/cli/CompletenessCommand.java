package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.journal.Completeness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
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
            "running one has counted is there within a second or so. With --url it asks the running program instead."
        },
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class CompletenessCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Mixin
    private ServerOptions server;

    @Option(names = "--feed", paramLabel = "ID", description = "Only this feed.")
    private @Nullable String feed;

    @Option(names = "--day", paramLabel = "DATE", description = "Only this day, in UTC, such as 2026-01-31.")
    private @Nullable LocalDate day;

    @Option(names = "--json", description = "Prints JSON, as /api/completeness gives it.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        JsonObject found = server.named(spec) ? asked() : kept();
        if (json) {
            out.println(found.encodePrettily());
        } else {
            StatusTable.objects(found, "completeness").forEach(report -> print(report, out));
        }
    }

    private JsonObject asked() {
        String query =
                (feed == null ? "" : "&feed=" + ServerOptions.segment(feed)) + (day == null ? "" : "&day=" + day);
        return server.get("/api/completeness" + query.replaceFirst("&", "?"));
    }

    private JsonObject kept() {
        Path folder = files.read().journal().folder();
        JsonArray list = new JsonArray();
        try {
            Completeness.kept(new SystemDisk(), folder, new ThreadTimers("clock").now()).stream()
                    .filter(report -> feed == null || report.feed().equals(feed))
                    .filter(report -> day == null || report.day().equals(day))
                    .forEach(report -> list.add(report.json()));
        } catch (IOException e) {
            throw new Failure(folder + " cannot be read: " + e.getMessage());
        }
        return new JsonObject().put("completeness", list);
    }

    private static void print(JsonObject report, PrintWriter out) {
        Number percent = report.getNumber("percent");
        out.printf(
                "%s  %-12s  %9s  accepted %d  stored %s  set aside %s  gaps %d%s%n",
                report.getString("day"),
                report.getString("feed"),
                percent == null ? "unwatched" : percent + " %",
                report.getLong("accepted"),
                words(report.getJsonObject("stored")),
                words(report.getJsonObject("setAside")),
                report.getLong("gapCount"),
                report.getBoolean("exact") ? "" : "  (counts are too low: files were damaged)");
        StatusTable.objects(report, "gaps").forEach(gap -> {
            String ticks = gap.getLong("ticks") == 0 ? "" : ", " + gap.getLong("ticks") + " ticks";
            out.println("    " + gap.getString("from") + " to " + Objects.requireNonNullElse(gap.getString("to"), "now")
                    + "  " + gap.getString("reason") + ticks);
        });
    }

    private static String words(JsonObject counts) {
        return counts.isEmpty()
                ? "0"
                : counts.fieldNames().stream()
                        .sorted()
                        .map(sink -> sink + ":" + counts.getLong(sink))
                        .collect(Collectors.joining(" "));
    }
}
