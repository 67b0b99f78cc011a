package dev.feedwarden.supervisor.log;

import java.util.Locale;

/**
 * How the program logs. The environment variables {@code FEEDWARDEN_LOG_FORMAT} and {@code FEEDWARDEN_LOG} go before it.
 *
 * @param level of our own classes; other libraries' warnings are always written
 */
public record LogOptions(Format format, Level level) {

    /** What is done where nothing is said. */
    public static final LogOptions USUAL = new LogOptions(Format.TEXT, Level.INFO);

    /** How a line is written. */
    public enum Format {
        /** {@code time LEVEL Class message key=value ...}. */
        TEXT,
        /** One JSON object a line: time, level, logger, message, and every key of the message. */
        JSON;

        /** As the configuration writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is written, and everything after it. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        /** As the configuration writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
