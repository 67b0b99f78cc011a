package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.TickFile;
import dev.feedwarden.supervisor.TickFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dump",
        description = "Prints the ticks of a file that a sink has written, or is writing.",
        footer = "Where the end of the file cannot be read, what stands before it is printed, and the exit code is 1.",
        mixinStandardHelpOptions = true)
final class DumpCommand implements Runnable {

    private static final int MOST_HELD = 64 << 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(
            names = "--format",
            defaultValue = "json",
            paramLabel = "FORMAT",
            description = "json (an object a line) or csv. Default: ${DEFAULT-VALUE}.")
    private TickFormat format;

    @Mixin
    private ConfigOptions files;

    @Override
    public void run() {
        if (!Files.isRegularFile(file)) {
            throw new Failure(file + ": expected a file, found " + (Files.exists(file) ? "something else" : "nothing"));
        }
        try {
            TickFiles.read(Running.installation(), files.read().data(), file, this::print);
        } catch (IOException e) {
            throw new Failure(file + ": " + (e.getMessage() == null ? e : e.getMessage()));
        } catch (TimeoutException e) {
            throw new Failure("the plugins could not be loaded in time");
        }
    }

    /** Ends without a word when nobody reads on, as {@code head} does. */
    private void print(TickFile ticks) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<TickColumn> columns = TickColumn.all(ticks.journal());
        StringBuilder text = new StringBuilder(format.head(columns));
        try {
            for (Batch.Row row = ticks.next(); row != null && !out.checkError(); row = ticks.next()) {
                text.append(format.line(columns, row));
                if (text.length() >= MOST_HELD) {
                    out.append(text);
                    text.setLength(0);
                }
            }
        } finally {
            out.append(text);
            out.flush();
        }
    }
}
