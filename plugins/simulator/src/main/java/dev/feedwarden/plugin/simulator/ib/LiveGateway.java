package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contracts and prices that are made up: so many ticks a second over all open requests, in turn. */
final class LiveGateway implements IbSource {

    private static final Duration BEAT = Duration.ofMillis(10);

    private record Turn(IbSession session, Line line) {}

    private final Timers timers;
    private final IbOptions options;
    private final IbSessions sessions;
    private final Faults faults;
    private final DataGate gate;
    private final LivePrices prices;
    private final Map<Integer, IbContract> contracts = new HashMap<>();
    private Timers.@Nullable Timer beat;
    private long lastNanos;
    private double credit;
    private int next;

    LiveGateway(Timers timers, IbOptions options, IbSessions sessions, Faults faults, DataGate gate) {
        this.timers = timers;
        this.options = options;
        this.sessions = sessions;
        this.faults = faults;
        this.gate = gate;
        prices = new LivePrices(options.contracts(), options.seed());
        options.contracts().forEach(contract -> contracts.put(contract.conId(), contract));
        contracts.put(IbContract.EXPIRED.conId(), IbContract.EXPIRED);
    }

    @Override
    public List<Integer> find(Question question) {
        return contracts.values().stream()
                .filter(contract -> question.fits(contract.conId(), contract.symbol(), contract.local()))
                .map(IbContract::conId)
                .filter(conId -> question.expired() || !gate.expired(conId))
                .sorted()
                .toList();
    }

    @Override
    public String contract(int request, int conId) {
        IbContract contract = contracts.getOrDefault(conId, IbContract.EXPIRED);
        return ContractText.of(request, contract, options.hours(), timers.now());
    }

    @Override
    public String minTick(int conId) {
        return String.valueOf(LivePrices.MIN_TICK);
    }

    @Override
    public void asked(IbSession session, Line line) {
        if (!line.kind().tickByTick() && gate.open(line)) {
            prices.cached(line, second()).forEach(message -> session.data(message, null));
        }
        if (beat == null) {
            resumed();
            beat = timers.every(BEAT, this::beat);
        }
    }

    @Override
    public void resumed() {
        lastNanos = timers.nanoTime();
        credit = 0;
    }

    @Override
    public long second() {
        return timers.now().getEpochSecond();
    }

    @Override
    public Progress progress() {
        return Progress.ENDLESS;
    }

    @Override
    public void close() {
        if (beat != null) {
            beat.cancel();
            beat = null;
        }
    }

    private void beat() {
        List<Turn> turns = sessions.ready()
                .filter(session -> !session.full())
                .flatMap(LiveGateway::turns)
                .filter(turn -> gate.open(turn.line))
                .toList();
        long now = timers.nanoTime();
        credit = Math.min(options.ticksPerSecond(), credit + (now - lastNanos) / 1e9 * options.ticksPerSecond());
        lastNanos = now;
        if (turns.isEmpty() || !options.hours().open(timers.now())) {
            credit = 0;
            return;
        }
        for (; credit >= 1; credit--) {
            Turn turn = turns.get(Math.floorMod(next++, turns.size()));
            tick(turn.session, turn.line);
        }
    }

    private static Stream<Turn> turns(IbSession session) {
        return session.lines().values().stream().map(line -> new Turn(session, line));
    }

    private void tick(IbSession session, Line line) {
        boolean quoted = !faults.on(Fault.NO_QUOTES);
        if (!quoted && line.kind().tickByTick()) {
            return;
        }
        List<String> messages = prices.next(line, second(), quoted);
        for (int i = 0; i < messages.size(); i++) {
            session.data(messages.get(i), i == 0 && quoted ? new Tick() : null);
        }
    }
}
