package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.RestoreDrill;
import dev.feedwarden.supervisor.Scratch;
import dev.feedwarden.supervisor.Unusable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = {
            "Proves that a backup can be restored: into a scratch folder, against simulated exchanges. Without --backup it",
            "has a program of its own make one while ticks flow. Exit code 0 if nothing is missing and data flows."
        },
        mixinStandardHelpOptions = true)
final class DrillRestoreCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--backup", paramLabel = "FILE", description = "The backup to restore.")
    private @Nullable Path backup;

    @Mixin
    private PassphraseOption passphrase;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public void run() {
        try {
            Path scratch = Files.createTempDirectory("feedwarden-drill-");
            try {
                RestoreDrill.Result result =
                        new RestoreDrill(Running.installation(), scratch).hold(backup, passphrase.value());
                print(result);
            } finally {
                Scratch.delete(scratch);
            }
        } catch (Unusable e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            throw new Failure("the program could not be started");
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new Failure("the drill failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private void print(RestoreDrill.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(result.json().encodePrettily());
        } else {
            if (!Double.isNaN(result.backupSeconds())) {
                line("backup made", result.backupSeconds());
            }
            line("restored and checked", result.restoreSeconds());
            line("data flows", result.flowSeconds());
            out.println("ticks accepted " + result.accepted() + ", restored " + result.restored());
            out.println("incidents " + result.incidents() + ", after the start " + result.incidentsAfter());
            out.println("mails " + result.mails() + ", after the start " + result.mailsAfter());
            result.snapshots().forEach(load -> out.println(load.told()));
        }
        out.flush();
        if (!result.passed()) {
            throw new Failure("the backup is not as good as the original, or no data flows");
        }
    }

    private void line(String what, double seconds) {
        spec.commandLine().getOut().println(String.format(Locale.ROOT, "%-22s %6.1f s", what, seconds));
    }
}
