package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.supervisor.DeclaredMetrics;
import dev.feedwarden.supervisor.trial.JUnitXml;
import dev.feedwarden.supervisor.trial.TrialFiles;
import dev.feedwarden.supervisor.trial.TrialJson;
import dev.feedwarden.supervisor.trial.TrialText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = {
            "Runs rule tests: readings, and the levels, values, ladder steps and mails that must follow from them.",
            "Says at the end which rules, and which of their levels, no test reaches."
        },
        mixinStandardHelpOptions = true)
final class TestCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILES",
            arity = "0..*",
            description =
                    "Files of tests, or folders of them; otherwise the shipped ones, and the folder 'tests' beside"
                            + " the configuration.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes a report in JUnit's XML.")
    private @Nullable Path junit;

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        List<TrialReport> reports =
                TrialFiles.run(paths.isEmpty() ? usual() : paths, metrics(), DeclaredMetrics.actions());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(TrialJson.of(reports).encodePrettily());
        } else {
            reports.forEach(report -> TrialText.of(report).forEach(out::println));
            TrialText.summary(reports).forEach(out::println);
        }
        out.flush();
        if (junit != null) {
            write(reports, junit);
        }
        if (!reports.stream().allMatch(TrialReport::passed)) {
            throw new Failure("not every rule test passed");
        }
    }

    private List<Path> usual() {
        List<Path> usual = new ArrayList<>();
        usual.add(Running.installation().tests());
        Path own = files.overrides(null).config().resolveSibling("tests");
        if (Files.isDirectory(own)) {
            usual.add(own);
        }
        return usual;
    }

    private Map<String, Metric> metrics() {
        try {
            return DeclaredMetrics.of(Running.installation(), files.read().data());
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
    }

    private static void write(List<TrialReport> reports, Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            JUnitXml.write(reports, out);
        } catch (IOException | XMLStreamException e) {
            throw new Failure(file + " cannot be written: " + e);
        }
    }
}
