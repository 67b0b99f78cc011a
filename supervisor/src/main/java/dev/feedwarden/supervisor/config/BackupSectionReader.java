package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.backup.BackupSettings;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.DailySchedule;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code backup}. */
final class BackupSectionReader {

    private static final List<Setting> BACKUP = List.of(
            Setting.optional("every", Setting.Type.TEXT, null, "When one is made by itself: daily at 03:00"),
            Setting.optional("zone", Setting.Type.TEXT, "UTC", "The time zone of that: Europe/Berlin"),
            Setting.optional("to", Setting.Type.TEXT, null, "The folder; backups below the data folder otherwise"),
            Setting.optional("keep", Setting.Type.INTEGER, BackupSettings.USUAL_KEEP, "How many are kept, 1 to 1000"),
            Setting.optional(
                    "passphrase",
                    Setting.Type.SECRET,
                    null,
                    "What they are encrypted with, " + BackupSettings.SHORTEST_PASSPHRASE + " characters or more"),
            Setting.optional(
                    "secrets",
                    Setting.Type.FLAG,
                    false,
                    "Whether files with secrets are in them; only beside a passphrase"));

    private final SectionReader sections;
    private final Problems problems;
    private final Path folder;

    BackupSectionReader(SectionReader sections, Problems problems, Path folder) {
        this.sections = sections;
        this.problems = problems;
        this.folder = folder;
    }

    /** @param data the data folder */
    BackupSettings read(@Nullable Mapping body, Path data) {
        BackupSettings usual = BackupSettings.usual(data);
        if (body == null) {
            return usual;
        }
        int before = problems.count();
        Settings settings = sections.read("backup", body, BACKUP);
        int keep = sections.integer("backup", body, settings, "keep", 1, 1_000);
        @Nullable Secret passphrase = settings.has("passphrase") ? settings.secret("passphrase") : null;
        if (passphrase != null && passphrase.reveal().length() < BackupSettings.SHORTEST_PASSPHRASE) {
            problems.add(
                    SectionReader.place(body, "backup.passphrase"),
                    "backup.passphrase: expected " + BackupSettings.SHORTEST_PASSPHRASE
                            + " characters or more, found fewer");
        }
        if (settings.flag("secrets") && passphrase == null) {
            problems.add(
                    SectionReader.place(body, "backup.secrets"),
                    "backup.secrets: expected a passphrase beside it, for secrets are put into encrypted backups only");
        }
        @Nullable DailySchedule every = schedule(body, settings);
        if (problems.count() > before) {
            return usual;
        }
        return new BackupSettings(
                every,
                settings.has("to") ? folder.resolve(settings.text("to")) : usual.folder(),
                keep,
                passphrase,
                settings.flag("secrets") ? Secrets.INCLUDED : Secrets.LEFT_OUT);
    }

    private @Nullable DailySchedule schedule(Mapping body, Settings settings) {
        if (!settings.has("every")) {
            return null;
        }
        try {
            return DailySchedule.of(settings.text("every"), settings.text("zone"));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            problems.add(SectionReader.place(body, message.substring(0, message.indexOf(':'))), message);
            return null;
        }
    }
}
