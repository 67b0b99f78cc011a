package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.backup.BackupMaker;
import dev.feedwarden.supervisor.backup.BackupMaker.Made;
import dev.feedwarden.supervisor.backup.BackupSettings;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.InUse;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.ConfigFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = {
            "Makes a backup: configuration, rules, list of plugins, history with the outbox, kept readings, and the journal",
            "with all that a sink has not stored. A program that runs on the data folder makes it, where and how its",
            "configuration says, and adds what its Redis sinks have stored; otherwise this command does. Files with secrets,",
            "plugins' JARs and what other sinks have stored are not in it."
        },
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class BackupCommand implements Runnable {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** What must stay free of the disk, as the journal's default is. */
    private static final long RESERVE = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions files;

    @Mixin
    private ServerOptions server;

    @Mixin
    private PassphraseOption passphrase;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder, in place of the configuration's; only while no program runs.")
    private @Nullable Path to;

    @Option(
            names = "--secrets",
            description = "Puts the files that hold secrets into it too; only where it is encrypted.")
    private boolean secrets;

    @Option(names = "--json", description = "Prints JSON: file, bytes, seconds, unsaved.")
    private boolean json;

    @Override
    public void run() {
        Config config = files.read();
        BackupSettings settings = settings(config.backup());
        ThreadTimers timers = new ThreadTimers("backup");
        long begun = timers.nanoTime();
        try {
            Made made = BackupMaker.still(
                            settings,
                            new SystemDisk(),
                            RESERVE * config.journal().reserveBytes(),
                            config.data(),
                            new ConfigFiles(config, settings.secrets()))
                    .make(timers.now());
            made.manifest().leftOut().forEach(name -> note("left out, as it may hold secrets: " + name));
            print(
                    made.file().toString(),
                    made.bytes(),
                    (timers.nanoTime() - begun) / 1e9,
                    made.manifest().unsaved());
        } catch (InUse e) {
            ask(e, timers);
        } catch (IOException e) {
            throw new Failure("no backup was made: " + e.getMessage());
        } finally {
            timers.close();
        }
    }

    private BackupSettings settings(BackupSettings configured) {
        Secret given = passphrase.value();
        Secret used = given == null ? configured.passphrase() : given;
        if (secrets && used == null) {
            throw new Failure(
                    "--secrets: expected a passphrase beside it, for secrets are put into encrypted backups" + " only");
        }
        return new BackupSettings(
                null,
                to == null ? configured.folder() : to,
                configured.keep(),
                used,
                secrets ? Secrets.INCLUDED : configured.secrets());
    }

    /** Has the running program make it. */
    private void ask(InUse running, ThreadTimers timers) {
        if (to != null || secrets || passphrase.value() != null) {
            throw new Failure(running.getMessage() + ", and makes backups as its configuration says (section backup):"
                    + " --to, --secrets and --passphrase-file are for when it does not run");
        }
        String begun = last(server.post("/api/backups", new JsonObject())).getString("begun", "");
        CompletableFuture<JsonObject> ended = new CompletableFuture<>();
        timers.every(LOOK, () -> look(begun, ended));
        try {
            JsonObject last = ended.get(PATIENCE.toMinutes(), TimeUnit.MINUTES);
            if (last.getString("error") != null) {
                throw new Failure("no backup was made: " + last.getString("error"));
            }
            List<String> unsaved = new ArrayList<>();
            last.getJsonArray("unsaved").forEach(sink -> unsaved.add(String.valueOf(sink)));
            print(last.getString("file"), last.getLong("bytes"), last.getDouble("seconds"), unsaved);
        } catch (TimeoutException e) {
            throw new Failure("the backup is not done after " + PATIENCE.toMinutes() + " minutes; it goes on");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure ? failure : new Failure(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private void look(String before, CompletableFuture<JsonObject> ended) {
        try {
            JsonObject state = server.get("/api/backups");
            JsonObject last = last(state);
            if (!state.getBoolean("underWay") && !last.getString("begun", "").equals(before)) {
                ended.complete(last);
            }
        } catch (Failure e) {
            ended.completeExceptionally(e);
        }
    }

    private static JsonObject last(JsonObject state) {
        JsonObject last = state.getJsonObject("last");
        return last == null ? new JsonObject() : last;
    }

    private void note(String line) {
        spec.commandLine().getErr().println("feedwarden: " + line);
        spec.commandLine().getErr().flush();
    }

    private void print(String file, long bytes, double seconds, List<String> unsaved) {
        unsaved.forEach(sink -> note("not in the backup: " + sink));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? new JsonObject()
                                .put("file", file)
                                .put("bytes", bytes)
                                .put("seconds", seconds)
                                .put("unsaved", new JsonArray(unsaved))
                                .encodePrettily()
                        : file + "  " + bytes + " bytes");
        out.flush();
    }
}
