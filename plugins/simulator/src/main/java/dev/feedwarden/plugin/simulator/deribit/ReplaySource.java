package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedFrame;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedMarket;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends every data message of a recording once. It begins when nobody has subscribed anything for half a second, or as
 * soon as every instrument of the recording is subscribed: a client that subscribes in parts misses nothing. A message
 * goes to the oldest session that has a channel of its instrument, else to the oldest that has any channel. While there is
 * none, or it reads too slowly, or a fault keeps data back, the replay stands still.
 */
final class ReplaySource implements DataSource {

    private static final Duration QUIET = Duration.ofMillis(500);

    private final Timers timers;
    private final RecordedMarket market;
    private final Pace pace;
    private final Sessions sessions;
    private final Faults faults;
    private Timers.@Nullable Timer timer;
    private boolean begun;
    private boolean ready;

    ReplaySource(Timers timers, RecordedMarket market, Pace pace, Sessions sessions, Faults faults) {
        this.timers = timers;
        this.market = market;
        this.pace = pace;
        this.sessions = sessions;
        this.faults = faults;
    }

    @Override
    public void subscribed(Session session, List<String> channels) {
        if (ready) {
            step();
        } else if (everything()) {
            begin();
        } else {
            wake(QUIET, this::begin);
        }
    }

    @Override
    public void resumed() {
        if (ready) {
            step();
        }
    }

    @Override
    public Progress progress() {
        return market.next() == null ? Progress.REPLAYED : Progress.REPLAYING;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private boolean everything() {
        Set<String> wanted = market.active().stream().map(Instrument::name).collect(Collectors.toSet());
        return sessions.tickerInstruments().containsAll(wanted);
    }

    private void begin() {
        ready = true;
        if (!begun) {
            begun = true;
            market.begin();
        }
        step();
    }

    private void step() {
        for (RecordedFrame next = market.next(); next != null; next = market.next()) {
            Session reader = reader(next);
            if (reader == null) {
                // Whoever comes next may subscribe in parts, too.
                ready = false;
                return;
            }
            if (DataHeld.by(faults) || reader.full()) {
                return;
            }
            Duration wait = market.untilNext();
            if (pace == Pace.RECORDED && !wait.isZero()) {
                wake(wait, this::step);
                return;
            }
            reader.data(new DataFrame(next.text(), next.ticker() ? new Tick() : null));
            market.advance();
        }
    }

    private @Nullable Session reader(RecordedFrame frame) {
        Session any = null;
        for (Session session : sessions.all()) {
            if (any == null && !session.channels().isEmpty()) {
                any = session;
            }
            if (frame.instrument() != null && has(session, frame.instrument())) {
                return session;
            }
        }
        return any;
    }

    private static boolean has(Session session, String instrument) {
        return session.channels().stream()
                .anyMatch(channel -> Channel.instrument(channel).equals(instrument));
    }

    private void wake(Duration delay, Runnable task) {
        close();
        timer = timers.after(delay, task);
    }
}
