package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.SinkException.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a failed call means. The first word of a server's error reply is its class (Redis protocol, "RESP errors"). */
final class Failures {

    private static final int LONGEST = 200;
    // How the client wraps the error replies to a batch, each with its place.
    private static final Pattern IN_BATCH = Pattern.compile("^ERR \\[[0-9]+] ");
    private static final String TOO_MANY_CLIENTS = "ERR max number of clients";

    // What is not listed is a connection that is gone or a server that is in no state to answer.
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("OOM", Kind.UNAVAILABLE),
            Map.entry("READONLY", Kind.UNAVAILABLE),
            Map.entry("LOADING", Kind.UNAVAILABLE),
            Map.entry("BUSY", Kind.UNAVAILABLE),
            Map.entry("MASTERDOWN", Kind.UNAVAILABLE),
            Map.entry("CLUSTERDOWN", Kind.UNAVAILABLE),
            Map.entry("MISCONF", Kind.UNAVAILABLE),
            Map.entry("NOREPLICAS", Kind.UNAVAILABLE),
            Map.entry("NOAUTH", Kind.REFUSED),
            Map.entry("WRONGPASS", Kind.REFUSED),
            Map.entry("NOPERM", Kind.REFUSED),
            Map.entry("WRONGTYPE", Kind.REFUSED),
            Map.entry("MOVED", Kind.REFUSED),
            Map.entry("ERR", Kind.REFUSED));

    private Failures() {}

    /** What the sink says of it. */
    static SinkException of(Throwable failure) {
        return failure instanceof SinkException known
                ? known
                : new SinkException(kind(failure), reason(failure), failure);
    }

    /** One line without secrets: a server's words, or those of the connection. */
    static String reason(Throwable failure) {
        String message = text(failure);
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    private static Kind kind(Throwable failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof TimeoutException) {
                return Kind.SLOW;
            }
            String text = text(each);
            Kind kind = KINDS.get(firstWord(text));
            if (kind != null) {
                return text.startsWith(TOO_MANY_CLIENTS) ? Kind.UNAVAILABLE : kind;
            }
        }
        return Kind.UNAVAILABLE;
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(0, end);
        return word.toUpperCase(Locale.ROOT).equals(word) ? word : "";
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : IN_BATCH.matcher(message.strip()).replaceFirst("");
    }
}
