package dev.feedwarden.plugin.files;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.plugin.files.format.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that grow. So many stay open at a time, those used last; with more streams than that each batch opens and
 * closes a file for each stream beyond, some 50 us apiece. At most 10,000 are remembered; beyond that the one used
 * longest ago is finished early, and read through if more comes for it. Blocks; belongs to one thread at a time.
 */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final int VERSION = 1;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long HOUR_SECONDS = 3_600;

    private final Disk disk;
    private final Path folder;
    private final int mostOpen;
    private final LinkedHashMap<Header, Part> remembered = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashMap<Header, Part> open = new LinkedHashMap<>(16, 0.75f, true);
    private boolean adopted;

    Parts(Disk disk, Path folder, int mostOpen) {
        this.disk = disk;
        this.folder = folder;
        this.mostOpen = mostOpen;
    }

    /** Makes the batch durable. */
    void write(Batch batch) throws IOException {
        adopt();
        Map<Header, List<Batch.Row>> streams = new LinkedHashMap<>();
        for (Batch.Row row : batch.rows()) {
            streams.computeIfAbsent(header(batch.journal(), row.tick()), first -> new ArrayList<>())
                    .add(row);
        }
        for (Map.Entry<Header, List<Batch.Row>> stream : streams.entrySet()) {
            Part part = remembered.computeIfAbsent(stream.getKey(), first -> new Part(disk, folder, first));
            open.put(stream.getKey(), part);
            part.append(stream.getValue());
            keepLimits();
        }
    }

    /** Finishes the files whose hour had ended at that time. */
    void finishHoursBefore(long epochSecond) throws IOException {
        adopt();
        for (Part part : List.copyOf(remembered.values())) {
            if (part.header().getHour() + HOUR_SECONDS <= epochSecond) {
                finish(part);
            }
        }
    }

    /** Lets go of all files as they are. */
    void release() throws IOException {
        for (Part part : open.values()) {
            part.close();
        }
        open.clear();
        remembered.clear();
    }

    void finishAll() throws IOException {
        for (Part part : List.copyOf(remembered.values())) {
            finish(part);
        }
    }

    private void finish(Part part) throws IOException {
        part.finish();
        remembered.remove(part.header());
        open.remove(part.header());
    }

    private void keepLimits() throws IOException {
        while (open.size() > mostOpen) {
            Part eldest = open.values().iterator().next();
            open.remove(eldest.header());
            eldest.close();
        }
        while (remembered.size() > MOST_REMEMBERED) {
            finish(remembered.values().iterator().next());
        }
    }

    private static Header header(String journal, Tick tick) {
        return Header.newBuilder()
                .setVersion(VERSION)
                .setJournal(journal)
                .setFeed(tick.feed())
                .setInstrument(tick.instrument())
                .setHour(Math.floorDiv(tick.receivedMicros(), HOUR_MICROS) * HOUR_SECONDS)
                .build();
    }

    /** Remembers the files that a crash left unfinished. */
    private void adopt() throws IOException {
        if (adopted) {
            return;
        }
        for (Path feed : disk.list(folder)) {
            for (Path day : disk.list(feed)) {
                for (Path file : disk.list(day)) {
                    if (file.toString().endsWith(FileNames.PART)) {
                        adopt(file);
                    } else if (file.toString().endsWith(FileNames.UNNAMED)) {
                        disk.delete(file);
                    }
                }
            }
        }
        adopted = true;
    }

    private void adopt(Path file) throws IOException {
        byte @Nullable [] first;
        try (Disk.File opened = disk.open(file)) {
            first = new MessageScanner(opened::read).next();
        }
        try {
            Header header = Header.parseFrom(first == null ? new byte[0] : first);
            Part part = new Part(disk, folder, header);
            if (part.path().equals(file)) {
                remembered.putIfAbsent(header, part);
            } else {
                LOG.warn("unfinished file left alone: its header does not fit its name path={}", file);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("unfinished file left alone: its header cannot be read path={}", file, e);
        }
    }
}
