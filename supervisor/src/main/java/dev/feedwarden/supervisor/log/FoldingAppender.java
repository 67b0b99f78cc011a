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
    private Instant last = Instant.EPOCH;

    FoldingAppender(Appender<ILoggingEvent> target) {
        this.target = target;
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
        }
    }

    private void tell(List<Folding.Folded> folded) {
        for (Folding.Folded lines : folded) {
            LoggingEvent event = new LoggingEvent();
            event.setLoggerName(FoldingAppender.class.getName());
            event.setLevel(Level.INFO);
            event.setInstant(last);
            event.setMessage("event=folded more=" + lines.more() + " line=\"" + lines.first() + "\"");
            target.doAppend(event);
        }
    }
}
