package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends every data message of a recording once, and takes its time as the gateway's. It begins when nobody has asked for
 * data for half a second. A message goes to whoever has asked for its contract and kind, else to the oldest request for
 * the contract, else to the oldest of all. While there is none, or it reads too slowly, or a fault keeps data back, the
 * replay stands still.
 */
final class IbReplay implements IbSource {

    private static final Duration QUIET = Duration.ofMillis(500);

    private record Target(IbSession session, Line line) {}

    private final Timers timers;
    private final IbRecording recording;
    private final Pace pace;
    private final IbSessions sessions;
    private final DataGate gate;
    private final Map<Integer, List<String>> contracts;
    private Timers.@Nullable Timer timer;
    private int position;
    private long millis;
    private long sentNanos;
    private boolean ready;

    IbReplay(Timers timers, IbRecording recording, Pace pace, IbSessions sessions, DataGate gate) {
        this.timers = timers;
        this.recording = recording;
        this.pace = pace;
        this.sessions = sessions;
        this.gate = gate;
        contracts = new TreeMap<>(recording.contracts());
        millis = recording.frames().get(0).millis();
        sentNanos = timers.nanoTime();
    }

    @Override
    public List<Integer> find(Question question) {
        return contracts.entrySet().stream()
                .filter(entry -> question.fits(
                        entry.getKey(),
                        entry.getValue().get(2),
                        entry.getValue().get(8)))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public String contract(int request, int conId) {
        Object[] fields = contracts.getOrDefault(conId, List.of()).toArray();
        fields[1] = request;
        return Wire.text(fields);
    }

    @Override
    public String minTick(int conId) {
        return contracts.getOrDefault(conId, List.of()).get(13);
    }

    @Override
    public void asked(IbSession session, Line line) {
        if (ready) {
            step();
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
    public long second() {
        return millis / 1_000;
    }

    @Override
    public Progress progress() {
        return position < recording.frames().size() ? Progress.REPLAYING : Progress.REPLAYED;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void begin() {
        ready = true;
        sentNanos = timers.nanoTime();
        step();
    }

    private void step() {
        while (position < recording.frames().size()) {
            IbRecording.Frame next = recording.frames().get(position);
            Target target = target(next);
            if (target == null) {
                // Whoever comes next may ask in parts, too.
                ready = false;
                return;
            }
            if (gate.shut() || target.session.full()) {
                return;
            }
            Duration wait = Duration.ofMillis(next.millis() - millis).minusNanos(timers.nanoTime() - sentNanos);
            if (pace == Pace.RECORDED && !wait.isNegative() && !wait.isZero()) {
                wake(wait, this::step);
                return;
            }
            target.session.data(next.of(target.line.request()), next.tick() ? new Tick() : null);
            position++;
            millis = Math.max(millis, next.millis());
            sentNanos = timers.nanoTime();
        }
    }

    private @Nullable Target target(IbRecording.Frame frame) {
        Target best = null;
        int bestFit = 0;
        for (IbSession session : sessions.ready().toList()) {
            for (Line line : session.lines().values()) {
                int fit = line.silent() ? 0 : line.conId() != frame.conId() ? 1 : line.kind() != frame.kind() ? 2 : 3;
                if (fit > bestFit) {
                    best = new Target(session, line);
                    bestFit = fit;
                }
            }
        }
        return best;
    }

    private void wake(Duration delay, Runnable task) {
        close();
        timer = timers.after(delay, task);
    }
}
