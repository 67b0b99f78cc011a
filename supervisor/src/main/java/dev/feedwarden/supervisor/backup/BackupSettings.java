package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code backup}.
 *
 * @param every when one is made by itself; null for never
 * @param folder where they are kept
 * @param keep how many, 1 to 1,000
 * @param passphrase what they are encrypted with; null where they are not
 * @param secrets whether the files that {@code ${file:...}} names, TLS keys and the key of mails' links are in them;
 *     only with a passphrase
 */
public record BackupSettings(
        @Nullable DailySchedule every,
        Path folder,
        int keep,
        @Nullable Secret passphrase,
        Secrets secrets) {

    /** How many are kept unless something else is said. */
    public static final int USUAL_KEEP = 7;

    /** The fewest characters that a passphrase may have. */
    public static final int SHORTEST_PASSPHRASE = 16;

    public BackupSettings {
        if (secrets == Secrets.INCLUDED && passphrase == null) {
            throw new IllegalArgumentException("secrets are put into encrypted backups only");
        }
    }

    /** What becomes of the files that hold secrets. */
    public enum Secrets {
        INCLUDED,
        LEFT_OUT
    }

    /** Below a data folder, only when somebody asks. */
    public static BackupSettings usual(Path data) {
        return new BackupSettings(null, data.resolve("backups"), USUAL_KEEP, null, Secrets.LEFT_OUT);
    }
}
