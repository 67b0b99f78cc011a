package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.Seams;
import dev.feedwarden.supervisor.Simulation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "simulate",
        description = "Serves a simulated exchange, with faults on request at /sim/ of the same port, or of another.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Runnable {

    @Parameters(paramLabel = "EXCHANGE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Exchange exchange;

    @Option(names = "--port", required = true, paramLabel = "N", description = "The port; 0 for any free one.")
    private int port;

    @Option(
            names = "--control-port",
            paramLabel = "M",
            description = "A port of its own for /sim/; 0 for any free one. The way to control ib.")
    private @Nullable Integer controlPort;

    @Option(names = "--recording", paramLabel = "FILE", description = "Replays a recorded session.")
    private @Nullable Path recording;

    @Option(
            names = "--speed",
            defaultValue = "fast",
            paramLabel = "SPEED",
            description = "Of a recording: fast (as fast as the client reads) or recorded. Default: ${DEFAULT-VALUE}.")
    private Speed speed;

    @Option(names = "--truth", paramLabel = "FILE", description = "Writes every tick's message there when it is sent.")
    private @Nullable Path truth;

    @Option(
            names = "--ticks-per-second",
            defaultValue = "20",
            paramLabel = "N",
            description = "Of a market that is made up. Default: ${DEFAULT-VALUE}.")
    private int ticksPerSecond;

    @Option(
            names = "--instruments",
            defaultValue = "480",
            paramLabel = "N",
            description = "Options a currency of a market that is made up. Default: ${DEFAULT-VALUE}.")
    private int instruments;

    @Override
    public void run() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("exchange", exchange.toString());
        settings.put("port", port);
        settings.put("ticks_per_second", ticksPerSecond);
        settings.put("instruments", instruments);
        if (controlPort != null) {
            settings.put("control_port", controlPort);
        }
        if (truth != null) {
            settings.put("truth_file", truth.toAbsolutePath().toString());
        }
        if (recording != null) {
            settings.put("recording", recording.toAbsolutePath().toString());
            settings.put("speed", speed.toString());
        }
        StopSignal signal = StopSignal.listen();
        try {
            Simulation simulation = Simulation.start(Running.installation(), settings, Seams.real());
            signal.await(simulation::stop);
        } catch (TimeoutException | IllegalStateException e) {
            throw signal.failed(String.valueOf(e.getMessage()));
        }
    }

    /** The exchanges that can be simulated, as they are written. */
    enum Exchange {
        DERIBIT,
        BYBIT,
        IB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How fast a recording is replayed, as it is written. */
    enum Speed {
        FAST,
        RECORDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
