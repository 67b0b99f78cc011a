package dev.feedwarden.plugin.files;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.TickFile;
import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Row;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file of the sink, complete or still growing, read from its beginning to where it ended when it was reached. */
final class StoredTicks implements TickFile {

    private static final int VERSION = 1;

    private final FileChannel channel;
    private final MessageScanner scanner;
    private final Header header;
    private long sequence;

    private StoredTicks(FileChannel channel, MessageScanner scanner, Header header) {
        this.channel = channel;
        this.scanner = scanner;
        this.header = header;
    }

    /** Null if the file does not begin as those of the sink do. */
    static @Nullable StoredTicks open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            MessageScanner scanner = new MessageScanner(channel::read);
            Header header = header(scanner.next());
            if (header == null) {
                channel.close();
                return null;
            }
            if (header.getVersion() != VERSION) {
                throw new IOException("expected version " + VERSION + " of the format, found " + header.getVersion());
            }
            return new StoredTicks(channel, scanner, header);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String journal() {
        return header.getJournal();
    }

    @Override
    public Batch.@Nullable Row next() throws IOException {
        long from = scanner.position();
        byte[] message = scanner.next();
        if (message == null) {
            long left = channel.size() - from;
            if (left > 0) {
                throw new IOException("byte " + from + ": expected a whole row, found " + left
                        + " bytes of something else; a crash or a write that is under way leaves that");
            }
            return null;
        }
        Row row = row(message, from);
        if (row.getSequence() <= sequence) {
            throw new IOException(
                    "byte " + from + ": expected a sequence above " + sequence + ", found " + row.getSequence());
        }
        sequence = row.getSequence();
        return Messages.of(header, row);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Row row(byte[] message, long from) throws IOException {
        try {
            Row row = Row.parseFrom(message);
            if (row.hasQuote() || row.hasTrade()) {
                return row;
            }
            throw new IOException("byte " + from + ": expected a quote or a trade, found neither");
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("byte " + from + ": expected a row, found none: " + e.getMessage(), e);
        }
    }

    private static @Nullable Header header(byte @Nullable [] message) {
        try {
            Header header = Header.parseFrom(message == null ? new byte[0] : message);
            boolean whole = header.getVersion() > 0
                    && !header.getJournal().isEmpty()
                    && !header.getFeed().isEmpty()
                    && !header.getInstrument().isEmpty();
            return whole ? header : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
