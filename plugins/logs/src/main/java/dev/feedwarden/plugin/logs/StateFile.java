package dev.feedwarden.plugin.logs;

import dev.feedwarden.api.Disk;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file of JSON that is replaced as a whole, so that it is the old one or the new one. Blocks. */
final class StateFile {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Disk disk;
    private final Path folder;
    private final Path path;

    StateFile(Disk disk, Path folder, String name) {
        this.disk = disk;
        this.folder = folder;
        path = folder.resolve(name);
    }

    /** What was written last; empty if there is none, or none that can be read. */
    JsonObject read() throws IOException {
        if (!disk.exists(path)) {
            return new JsonObject();
        }
        try (Disk.File file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, file.size()));
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
            return new JsonObject(Buffer.buffer(bytes.array()));
        } catch (DecodeException e) {
            LOG.warn("state path={} read=0 reason=\"no JSON\"", path);
            return new JsonObject();
        }
    }

    void write(JsonObject state) throws IOException {
        disk.createFolders(folder);
        Path next = path.resolveSibling(path.getFileName() + ".new");
        disk.delete(next);
        try (Disk.File file = disk.open(next)) {
            file.write(ByteBuffer.wrap(state.encode().getBytes(StandardCharsets.UTF_8)), 0);
            file.sync();
        }
        disk.rename(next, path);
    }
}
