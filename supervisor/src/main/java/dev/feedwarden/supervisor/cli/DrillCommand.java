package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.drill.Drill;
import dev.feedwarden.supervisor.drill.GivenAddress;
import dev.feedwarden.supervisor.drill.Matrix;
import dev.feedwarden.supervisor.drill.Row;
import dev.feedwarden.supervisor.drill.rows.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drill",
        description = {
            "Makes every failure happen to real processes of the program, in a scratch folder, and prints what came of"
                    + " it:",
            "when it was noticed and repaired, by what, how many ticks were lost, and how many mails were sent.",
            "Exit code 0 if every failure was noticed and repaired and no accepted tick was lost."
        },
        mixinStandardHelpOptions = true,
        subcommands = DrillRestoreCommand.class)
final class DrillCommand implements Runnable {

    private static final String LAUNCHER = "feedwarden.launcher";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints JSON in place of Markdown.")
    private boolean json;

    @Option(names = "--accelerate", description = "Makes the rules' durations a twentieth: minutes in place of hours.")
    private boolean accelerate;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FAILURE",
            description = "Only these, named as in the first column of the matrix.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--database",
            paramLabel = "URI",
            description = "A PostgreSQL to use in place of a private one; its tables stay."
                    + " postgresql://user:password@host:port/database, from elsewhere with ?sslmode=require or"
                    + " disable.")
    private @Nullable String database;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description = "A Redis to use in place of a private one. redis://user:password@host:port/number")
    private @Nullable String redis;

    @Override
    public void run() {
        List<Row> rows = rows();
        GivenAddress databaseAddress = address("--database", database, GivenAddress::database);
        GivenAddress redisAddress = address("--redis", redis, GivenAddress::redis);
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new Failure("the drill starts the program by its launcher: run deploy/feedwarden drill");
        }
        if (!Drill.hasServers() && (database == null || redis == null)) {
            throw new Failure("this installation has no folder drill with servers of its own:"
                    + " expected --database and --redis");
        }
        PrintWriter err = spec.commandLine().getErr();
        try {
            Matrix matrix = Drill.hold(
                    rows,
                    new Drill.Wishes(
                            Path.of(launcher),
                            Running.installation().home(),
                            accelerate,
                            databaseAddress,
                            redisAddress),
                    line -> {
                        err.println("drill: " + line);
                        err.flush();
                    });
            print(matrix);
        } catch (IOException e) {
            throw new Failure("the drill could not be held: " + (e.getMessage() == null ? e : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private @Nullable GivenAddress address(
            String option, @Nullable String text, Function<String, GivenAddress> reader) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    private void print(Matrix matrix) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(matrix.json().encodePrettily());
        } else {
            matrix.markdown().forEach(out::println);
        }
        out.flush();
        if (!matrix.passed()) {
            throw new Failure("not every failure was noticed and repaired without loss");
        }
    }

    private List<Row> rows() {
        List<Row> all = Rows.all();
        if (only.isEmpty()) {
            return all;
        }
        List<Row> chosen = new ArrayList<>();
        for (String name : only) {
            chosen.add(all.stream()
                    .filter(row -> plain(row.failure()).equals(plain(name)))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--only: expected failures out of "
                                    + all.stream().map(Row::failure).collect(Collectors.joining(", ")) + "; found '"
                                    + name + "'")));
        }
        return chosen;
    }

    /** "Network drop", "network-drop" and "network drop" are one. */
    private static String plain(String name) {
        return name.strip().replace('-', ' ').toLowerCase(Locale.ROOT);
    }
}
