package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.backup.BackupSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a backup is encrypted with. It is read from a file, for what stands on a command line is seen by everybody. */
final class PassphraseOption {

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file with the passphrase that the backup is encrypted with.")
    private @Nullable Path file;

    /** Null where none is named. */
    @Nullable
    Secret value() {
        if (file == null) {
            return null;
        }
        try {
            String text = Files.readString(file).stripTrailing();
            if (text.length() < BackupSettings.SHORTEST_PASSPHRASE) {
                throw new Failure(file + ": expected a passphrase of " + BackupSettings.SHORTEST_PASSPHRASE
                        + " characters or more, found fewer");
            }
            return new Secret(text);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e);
        }
    }
}
