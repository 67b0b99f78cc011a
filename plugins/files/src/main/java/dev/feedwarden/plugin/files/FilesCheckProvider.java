package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Unit;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of what the files sink writes. */
@Extension
public final class FilesCheckProvider implements HealthCheckProvider {

    static final Metric NEWEST_AGE =
            new Metric("files.newest_age", Metric.Kind.GAUGE, Unit.SECONDS, "Since ticks were last written to a file");
    static final Metric RECENT = new Metric(
            "files.recent", Metric.Kind.GAUGE, Unit.NONE, "Files to which ticks were written in the last 5 minutes");
    static final Metric DISK_LEFT =
            new Metric("files.disk_left", Metric.Kind.GAUGE, Unit.BYTES, "Bytes that may still be written there");
    static final Metric DISK_SHARE = new Metric(
            "files.disk_share", Metric.Kind.GAUGE, Unit.SHARE, "What may still be written there, of the whole disk");

    private static final Setting SINK = Setting.optional(
            "sink", Setting.Type.TEXT, "files", "The id of the sink in whose folder it looks, if none is given");
    private static final Setting FOLDER = Setting.optional(
            "folder",
            Setting.Type.TEXT,
            null,
            "Where the files are, as the sink's setting of this name says; it must exist when it is given");

    @Override
    public String type() {
        return "files";
    }

    @Override
    public List<Setting> settings() {
        return List.of(SINK, FOLDER);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(NEWEST_AGE, RECENT, DISK_LEFT, DISK_SHARE);
    }

    @Override
    public void check(Settings settings) {
        folder(settings.withDefaults(settings()), Path.of("instance"));
    }

    @Override
    public HealthCheck create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        return new FilesCheck(context, folder(settings, context.folder()), settings.has(FOLDER.name()));
    }

    /** Instances have their folders side by side, each under its own id. */
    private static Path folder(Settings settings, Path own) {
        if (!settings.text(SINK.name()).matches("[A-Za-z0-9_-]{1,64}")) {
            throw settings.unusable(SINK.name(), "the id of a sink");
        }
        Path sink = own.resolveSibling(settings.text(SINK.name()));
        try {
            return settings.has(FOLDER.name()) ? sink.resolve(settings.text(FOLDER.name())) : sink;
        } catch (InvalidPathException e) {
            throw settings.unusable(FOLDER.name(), "the path of a folder");
        }
    }
}
