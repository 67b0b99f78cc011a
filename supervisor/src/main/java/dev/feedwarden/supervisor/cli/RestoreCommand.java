package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FlowCheck;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.Unusable;
import dev.feedwarden.supervisor.backup.Restore;
import dev.feedwarden.supervisor.backup.Restore.Existing;
import dev.feedwarden.supervisor.backup.Restore.Restored;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.journal.SinkStores;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = {
            "Puts what a backup holds into a data folder: everything is checked before anything there is touched. Then the",
            "program is started, and stopped again once every feed flows. What was mailed is not mailed again; what was",
            "not is mailed once, with the Message-ID it had. What the backup holds of a Redis sink is put back at the start;",
            "keys that are there stay."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data folder; empty or absent.")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration to start with; otherwise the backup's, which is put into DIR/config.")
    private @Nullable Path config;

    @Mixin
    private PassphraseOption passphrase;

    @Option(names = "--force", description = "Moves what is in the data folder into DIR/.before-TIME.")
    private boolean force;

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether it is started to see that data flows. Default: yes.")
    private boolean verify;

    @Option(
            names = "--within",
            defaultValue = "10",
            paramLabel = "MINUTES",
            description = "How long that may take. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public void run() {
        ThreadTimers timers = new ThreadTimers("restore");
        long begun = timers.nanoTime();
        try {
            Restored restored = new Restore(new SystemDisk(), data)
                    .run(
                            file,
                            passphrase.value(),
                            force ? Existing.MOVED_AWAY : Existing.REFUSED,
                            timers.now(),
                            UUID.randomUUID());
            JsonObject told = json(restored, (timers.nanoTime() - begun) / 1e9);
            tell(restored);
            List<String> silent = verify ? flow(restored, told) : List.of();
            if (json) {
                spec.commandLine().getOut().println(told.encodePrettily());
            }
            spec.commandLine().getOut().flush();
            if (!silent.isEmpty()) {
                throw new Failure(
                        "restored, but after " + minutes + " minutes no data of " + String.join(", ", silent));
            }
        } catch (IOException e) {
            throw new Failure("nothing was restored: " + e.getMessage());
        } finally {
            timers.close();
        }
    }

    private void tell(Restored restored) {
        say("restored from " + restored.manifest().time() + ": "
                + restored.history().incidents() + " incidents, "
                + restored.history().mails() + " mails, the journal up to "
                + restored.accepted());
        if (restored.history().unsent() > 0) {
            say(restored.history().unsent() + " mails had not been sent; they are sent once");
        }
        if (restored.before() != null) {
            say("what was there is in " + restored.before());
        }
        restored.manifest().leftOut().forEach(name -> say("not in the backup, as it may hold secrets: " + name));
        restored.manifest().unsaved().forEach(sink -> say("not in the backup: " + sink));
        restored.snapshots()
                .forEach(sink -> say("sink " + sink + ": its snapshot is loaded when the program is started"));
        restored.manifest().plugins().forEach(jar -> say("not in the backup, to be dropped in again: " + jar.file()));
    }

    private List<String> flow(Restored restored, JsonObject told) {
        Path started = config == null ? restored.config() : config;
        if (started == null) {
            throw new Failure("restored, but there is no configuration to start with: expected --config");
        }
        try {
            FlowCheck.Flow<List<SinkStores.Load>> flow = FlowCheck.run(
                    Running.installation(),
                    new Overrides(started, 0, data),
                    new Surroundings(System.getenv(), new FreePorts()),
                    Duration.ofMinutes(minutes),
                    Supervisor::snapshots);
            flow.told().forEach(load -> say(load.told()));
            told.put("flowing", new JsonArray(flow.flowing()))
                    .put("silent", new JsonArray(flow.silent()))
                    .put("flowSeconds", flow.seconds())
                    .put(
                            "snapshots",
                            new JsonArray(flow.told().stream()
                                    .map(SinkStores.Load::json)
                                    .toList()));
            if (flow.silent().isEmpty()) {
                say(String.format(
                        Locale.ROOT, "data flows after %.1f s: %s", flow.seconds(), String.join(", ", flow.flowing())));
                say("start it: feedwarden run --config " + started + " --data " + data);
            }
            return flow.silent();
        } catch (Unusable e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            throw new Failure(
                    "restored, but it cannot be started: " + e.problems().size() + " problems, above");
        } catch (IOException | TimeoutException | RuntimeException e) {
            throw new Failure("restored, but it cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private void say(String line) {
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }

    private JsonObject json(Restored restored, double seconds) {
        return new JsonObject()
                .put("backup", file.toString())
                .put("time", restored.manifest().time().toString())
                .put("data", data.toString())
                .put(
                        "config",
                        restored.config() == null ? null : restored.config().toString())
                .put(
                        "before",
                        restored.before() == null ? null : restored.before().toString())
                .put("accepted", restored.accepted())
                .put("incidents", restored.history().incidents())
                .put("mails", restored.history().mails())
                .put("unsent", restored.history().unsent())
                .put("restoreSeconds", seconds);
    }
}
