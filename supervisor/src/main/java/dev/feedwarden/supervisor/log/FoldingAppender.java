package dev.feedwarden.supervisor.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.List;

/** Hands on what {@link Folding} admits, and in place of the rest a line with how many there were. */
final class FoldingAppender extends AppenderBase<ILoggingEvent> {

    private final Appender<ILoggingEvent> target;
    private final Folding folding = new Folding();
    private final Runnable folded;
    private Instant last = Instant.EPOCH;

    /** @param folded is run for each line that is not handed on, on the thread that logged it */
    FoldingAppender(Appender<ILoggingEvent> target, Runnable folded) {
        this.target = target;
        this.folded = folded;
    }

    @Override
    public void stop() {
        tell(folding.takeAll());
        super.stop();
        target.stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getLevel() + " " + LineEncoder.name(event) + " " + LineEncoder.line(event);
        last = event.getInstant();
        boolean admitted = folding.admits(line, event.getTimeStamp());
        tell(folding.takeOver());
        if (admitted) {
            target.doAppend(event);
        } else {
            folded.run();
        }
    }

    private void tell(List<Folding.Folded> over) {
        for (Folding.Folded lines : over) {
            LoggingEvent event = new LoggingEvent();
            event.setLoggerName(FoldingAppender.class.getName());
            event.setLevel(Level.INFO);
            event.setInstant(last);
            event.setMessage("event=folded more=" + lines.more() + " line=\"" + lines.first() + "\"");
            target.doAppend(event);
        }
    }
}
