package dev.feedwarden.plugin.files;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.feedwarden.api.Disk;
import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The rows at the beginning of a file that are whole and in order.
 *
 * @param end where the last of them ends
 * @param last its sequence, 0 if there is none
 * @param more whether another whole row stands behind what is not one. A crash in a write seldom leaves that
 */
record SoundRows(long end, long last, boolean more) {

    /** How far behind the damage a row is looked for. */
    private static final int MOST_BYTES = 64 << 10;

    /** Null if the file does not begin with its header. */
    static @Nullable SoundRows of(Disk.File file, Header header) throws IOException {
        MessageScanner scanner = new MessageScanner(file::read);
        if (!header.equals(parsed(Header.parser(), scanner.next()))) {
            return null;
        }
        long end = scanner.position();
        long sequence = 0;
        Row row = parsed(Row.parser(), scanner.next());
        while (row != null && row.getSequence() > sequence) {
            sequence = row.getSequence();
            end = scanner.position();
            row = parsed(Row.parser(), scanner.next());
        }
        return new SoundRows(end, sequence, rowBehind(file, end, sequence));
    }

    private static boolean rowBehind(Disk.File file, long end, long sequence) throws IOException {
        byte[] behind = new byte[(int) Math.min(MOST_BYTES, file.size() - end)];
        int length = Math.max(0, file.read(ByteBuffer.wrap(behind), end));
        for (int at = 1; at < length; at++) {
            if (isRow(CodedInputStream.newInstance(behind, at, length - at), sequence)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRow(CodedInputStream bytes, long above) throws IOException {
        try {
            Row row = Row.parseFrom(bytes.readByteArray());
            return (row.hasQuote() || row.hasTrade())
                    && row.getSequence() > above
                    && row.getUnknownFields().asMap().isEmpty();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** The message; null where none stands. */
    private static <M> @Nullable M parsed(Parser<M> parser, byte @Nullable [] message) {
        try {
            return message == null ? null : parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
