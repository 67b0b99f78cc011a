package dev.feedwarden.supervisor.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line an event on standard error, repeated ones folded. Found by Logback through its service file. Set up in code because
 * Logback's XML reader would cost some 500 classes; {@code -Dlogback.configurationFile} still takes over where it is given.
 *
 * <p>The environment variables {@code FEEDWARDEN_LOG} (level of our own classes) and {@code FEEDWARDEN_LOG_FORMAT}
 * ({@code text} or {@code json}) are taken at once, and go before what the configuration says later.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String OURS = "dev.feedwarden";
    private static final String LEVEL = "FEEDWARDEN_LOG";
    private static final String FORMAT = "FEEDWARDEN_LOG_FORMAT";

    /** What a store's client says of every broken connection; what it means for us is logged by us. */
    private static final Map<String, Level> NOISY =
            Map.of("io.vertx.redis", Level.ERROR, "io.vertx.pgclient", Level.ERROR, "io.vertx.sqlclient", Level.ERROR);

    private static final LineEncoder ENCODER = new LineEncoder();
    private static volatile Runnable folded = () -> {};

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        ENCODER.setContext(context);
        ENCODER.format(format(LogOptions.Format.TEXT));
        ENCODER.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(ENCODER);
        console.start();
        FoldingAppender folding = new FoldingAppender(console, () -> folded.run());
        folding.setContext(context);
        folding.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(folding);
        context.getLogger(OURS).setLevel(level(Level.INFO));
        NOISY.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Logs from now on as a configuration says, where the environment does not say otherwise.
     *
     * @param folded is run for each line that is counted instead of written, on the thread that logged it; it must not log
     */
    public static void apply(LogOptions options, Runnable folded) {
        LogSetup.folded = folded;
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ENCODER.format(format(options.format()));
            context.getLogger(OURS).setLevel(level(Level.toLevel(options.level().word())));
        }
    }

    private static Level level(Level otherwise) {
        return Level.toLevel(System.getenv(LEVEL), otherwise);
    }

    private static LogOptions.Format format(LogOptions.Format otherwise) {
        String said = System.getenv(FORMAT);
        if (said == null) {
            return otherwise;
        }
        return said.toLowerCase(Locale.ROOT).equals(LogOptions.Format.JSON.word())
                ? LogOptions.Format.JSON
                : LogOptions.Format.TEXT;
    }
}
