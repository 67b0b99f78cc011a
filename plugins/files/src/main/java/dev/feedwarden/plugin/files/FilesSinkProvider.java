package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.api.sink.TickFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes sinks that write ticks to files of length-delimited Protocol Buffers. */
@Extension
public final class FilesSinkProvider implements SinkProvider {

    private static final Setting FOLDER = Setting.optional(
            "folder",
            Setting.Type.TEXT,
            null,
            "Where the files go; below the data folder if not absolute or not given");
    private static final Setting OPEN_FILES = Setting.optional(
            "open_files",
            Setting.Type.INTEGER,
            256,
            "How many files stay open at a time, 1 to 10000; a file beyond is opened again for each batch");

    @Override
    public String type() {
        return "files";
    }

    @Override
    public List<Setting> settings() {
        return List.of(FOLDER, OPEN_FILES);
    }

    @Override
    public void check(Settings settings) {
        openFiles(settings);
        folder(settings, Path.of(""));
    }

    @Override
    public Sink create(Settings settings, Context context) {
        Parts parts = new Parts(context.disk(), folder(settings, context.folder()), openFiles(settings));
        return new FilesSink(context, parts);
    }

    @Override
    public @Nullable TickFile open(Path file) throws IOException {
        return StoredTicks.open(file);
    }

    private static int openFiles(Settings settings) {
        return settings.integer(OPEN_FILES.name(), 1, 10_000);
    }

    private static Path folder(Settings settings, Path own) {
        try {
            return settings.has(FOLDER.name()) ? own.resolve(settings.text(FOLDER.name())) : own;
        } catch (InvalidPathException e) {
            throw settings.unusable(FOLDER.name(), "the path of a folder");
        }
    }
}
