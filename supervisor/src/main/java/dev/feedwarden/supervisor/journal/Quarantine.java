package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Ticks that a sink can never store, one line of JSON for each, with the reason. When the file has reached its limit the
 * sink stops until somebody has looked and moved it away. Blocks; one call at a time.
 */
final class Quarantine {

    private final Disk disk;
    private final Path folder;
    private final Path file;
    private final long mostBytes;

    Quarantine(Disk disk, Path folder, String sink, long mostBytes) {
        this.disk = disk;
        this.folder = folder;
        this.file = folder.resolve(URLEncoder.encode(sink, StandardCharsets.UTF_8) + ".jsonl");
        this.mostBytes = mostBytes;
    }

    /**
     * Sets a tick aside, durably. After a crash the same tick may be set aside twice.
     *
     * @throws IOException if the file is full or cannot be written
     */
    void add(String journal, Batch.Row row, String reason) throws IOException {
        String line = new JsonObject()
                        .put("journal", journal)
                        .put("sequence", row.sequence())
                        .put("reason", reason)
                        .put("tick", json(row.tick()))
                        .encode()
                + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        disk.createFolders(folder);
        try (Disk.File to = disk.open(file)) {
            long size = to.size();
            if (size + bytes.remaining() > mostBytes) {
                throw new IOException("quarantine " + file + " is full: expected at most " + mostBytes
                        + " bytes, found " + size + "; look at it and move it away");
            }
            to.write(bytes, size);
            to.sync();
        }
    }

    private static JsonObject json(Tick tick) {
        JsonObject json = new JsonObject().put("kind", tick.getClass().getSimpleName());
        for (RecordComponent component : tick.getClass().getRecordComponents()) {
            Object value = value(component, tick);
            if (!(value instanceof Double number && number.isNaN())) {
                json.put(component.getName(), value instanceof Enum<?> word ? word.name() : value);
            }
        }
        return json;
    }

    private static Object value(RecordComponent component, Tick tick) {
        try {
            return component.getAccessor().invoke(tick);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a tick's " + component.getName() + " cannot be read", e);
        }
    }
}
