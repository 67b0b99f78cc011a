package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFiles;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.history.StoredSamples;
import dev.feedwarden.supervisor.trial.Backtest;
import dev.feedwarden.supervisor.trial.Comparison;
import dev.feedwarden.supervisor.trial.Firings;
import dev.feedwarden.supervisor.trial.ReadingFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description = {
            "Lets rules judge readings of the past: when each would have fired, for how long, and how many mails would",
            "have gone out. With a second rule set, says what only one of them finds, and what both find."
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RULES", description = "A rule file, or a folder of them.")
    private Path rules;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "The first moment, such as 2026-11-14 or 2026-11-14T08:00:00Z, in UTC.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "The first moment after.")
    private String to;

    @Option(names = "--against", paramLabel = "RULES2", description = "Other rules to compare with.")
    private @Nullable Path against;

    @Option(
            names = "--readings",
            paramLabel = "FILE",
            description = {
                "A file of readings, a JSON object a line: metric, subject, value, time.",
                "Without it, the readings that the program has kept in the data folder, whether or not it runs."
            })
    private @Nullable Path readings;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        Config config = files.read();
        Catalog catalog = RuleArguments.catalog(config);
        List<RuleSet> sets = new ArrayList<>();
        sets.add(rules(rules, config, catalog));
        if (against != null) {
            sets.add(rules(against, config, catalog));
        }
        Instant first = moment("--from", from);
        Instant end = moment("--to", to);
        if (!first.isBefore(end)) {
            throw new ParameterException(
                    spec.commandLine(), "expected --from before --to, found " + from + " and " + to);
        }
        Backtest backtest = new Backtest(catalog.subjects(), first, end);
        try {
            List<Firings> found = backtest.run(sets, samples(config));
            Comparison comparison =
                    new Comparison(backtest.count(), first, end, found.get(0), found.size() > 1 ? found.get(1) : null);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(comparison.json().encodePrettily());
            } else {
                comparison.lines().forEach(out::println);
            }
            out.flush();
        } catch (HistoryException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private Samples samples(Config config) {
        if (readings != null) {
            return new ReadingFile(readings);
        }
        Path kept = config.data().resolve(KeptSamples.FOLDER);
        if (!Files.isDirectory(kept)) {
            throw new Failure(kept + ": expected the readings that the program keeps, found nothing: "
                    + "name the data folder with --data, or a file with --readings");
        }
        return new StoredSamples(kept, new SystemDisk());
    }

    private RuleSet rules(Path path, Config config, Catalog catalog) {
        RuleFiles read = RuleArguments.read(List.of(path), config, catalog);
        if (!read.problems().isEmpty()) {
            Caret.print(read.problems(), spec.commandLine().getErr());
            throw new Failure(path + ": " + read.problems().size() + " problems, above");
        }
        return read.rules();
    }

    private Instant moment(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected a time such as 2026-11-14 or 2026-11-14T08:00:00Z for " + option + ", found " + text);
        }
    }
}
