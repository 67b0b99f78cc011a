package dev.feedwarden.supervisor.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One event, one line: what was thrown stands behind the message, in the same line. Lines are cut after 8,000 characters. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final int MOST = 8_000;
    private static final int FRAMES = 12;
    private static final int CAUSES = 5;
    private static final byte[] NOTHING = {};
    private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n]+\\s*");
    private static final Pattern FIELD =
            Pattern.compile("(?<!\\S)([A-Za-z][A-Za-z0-9_.-]{0,40})=(?:\"(.*?)\"(?!\\S)|(\\S*))");
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private volatile LogOptions.Format format = LogOptions.Format.TEXT;

    void format(LogOptions.Format next) {
        format = next;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = format == LogOptions.Format.JSON ? json(event) : text(event);
        return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    /** The message and what was thrown, in one line of bounded length. */
    static String line(ILoggingEvent event) {
        String message = Objects.requireNonNullElse(event.getFormattedMessage(), "");
        String whole = event.getThrowableProxy() == null ? message : message + " " + trace(event.getThrowableProxy());
        String cut = whole.length() > MOST ? whole.substring(0, MOST) + "..." : whole;
        return BREAKS.matcher(cut).replaceAll(" ");
    }

    /** The class that logged, without its package. */
    static String name(ILoggingEvent event) {
        return event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
    }

    private static String text(ILoggingEvent event) {
        return "%s %-5s %s %s".formatted(time(event), event.getLevel(), name(event), line(event));
    }

    private static String json(ILoggingEvent event) {
        String line = line(event);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("time", time(event));
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", name(event));
            json.writeStringField("message", line);
            Set<String> written = new HashSet<>(Set.of("time", "level", "logger", "message"));
            for (Matcher field = FIELD.matcher(line); field.find(); ) {
                if (written.add(field.group(1))) {
                    json.writeStringField(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }

    private static String time(ILoggingEvent event) {
        String time = event.getInstant().toString();
        return time.length() > 24 ? time.substring(0, 23) + "Z" : time;
    }

    private static String trace(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder("error=\"");
        @Nullable IThrowableProxy cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
            text.append(depth == 0 ? "" : "; caused by ")
                    .append(cause.getClassName())
                    .append(": ")
                    .append(cause.getMessage());
        }
        text.append("\" at=\"");
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
            StackTraceElement frame = frames[i].getStackTraceElement();
            text.append(i == 0 ? "" : " < ")
                    .append(frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1))
                    .append('.')
                    .append(frame.getMethodName())
                    .append(':')
                    .append(frame.getLineNumber());
        }
        return text.append('"').toString();
    }
}
