package dev.feedwarden.supervisor.drill;

import dev.feedwarden.supervisor.FreePorts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A simulated exchange in a process of its own, behind a line that can be cut. */
public final class Exchange implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Map<String, Integer> TICKS_PER_SECOND = Map.of("ib", 20);
    private static final int USUAL_TICKS_PER_SECOND = 60;

    private final String name;
    private final Site site;
    private final ProgramProcess process;
    private final String control;
    private final CutProxy line;
    private long sentBefore;
    private boolean up;

    private Exchange(String name, Site site, int port, int controlPort) throws TimeoutException {
        this.name = name;
        this.site = site;
        control = "http://127.0.0.1:" + controlPort + "/sim";
        List<String> command =
                new ArrayList<>(List.of(site.launcher().toString(), "simulate", name, "--port", String.valueOf(port)));
        if (controlPort != port) {
            command.addAll(List.of("--control-port", String.valueOf(controlPort)));
        }
        command.addAll(List.of(
                "--instruments",
                "100",
                "--ticks-per-second",
                String.valueOf(TICKS_PER_SECOND.getOrDefault(name, USUAL_TICKS_PER_SECOND))));
        process = new ProgramProcess(
                command, Map.of("FEEDWARDEN_LAUNCH", "plain"), site.folder().resolve(name + ".log"), false);
        line = new CutProxy(site.vertx(), "127.0.0.1", port);
    }

    /** Starts one. Interactive Brokers' gateway speaks no HTTP, so its control has a port of its own. */
    static Exchange start(String name, Site site) throws IOException, InterruptedException, TimeoutException {
        FreePorts ports = new FreePorts();
        int port = Integer.parseInt(ports.apply("exchange"));
        int control = name.equals("ib") ? Integer.parseInt(ports.apply("control")) : port;
        Exchange exchange = site.openings().add(new Exchange(name, site, port, control));
        exchange.up();
        return exchange;
    }

    /** The port at which a program finds it. */
    int port() {
        return line.port();
    }

    /** The line to it. */
    public CutProxy line() {
        return line;
    }

    /** Breaks it for a time, whose end is at the latest when it is {@link #heal}ed. */
    public void fault(String kind, Duration span) throws IOException, InterruptedException {
        site.http()
                .post(
                        control + "/faults",
                        new JsonObject()
                                .put("feed", name)
                                .put("kind", kind)
                                .put("for", Math.max(1, span.toMillis()) + "ms"));
    }

    /** Ends a fault. */
    public void heal(String kind) throws IOException, InterruptedException {
        fault(kind, Duration.ofMillis(1));
    }

    /** How many ticks it has sent to somebody, over all its starts. */
    long sent() throws IOException, InterruptedException {
        return up ? sentBefore + truth() : sentBefore;
    }

    private long truth() throws IOException, InterruptedException {
        return site.http().get(control + "/truth/" + name).getLong("sent");
    }

    /** Ends it. It falls silent just before, so that what it has sent is counted to the last. */
    public void down() throws IOException, InterruptedException {
        fault("stall", Duration.ofMinutes(1));
        site.waits().pass(QUIET);
        sentBefore += truth();
        up = false;
        process.stop();
    }

    /** Starts it again at the same port. Blocks until it serves. */
    public void up() throws IOException, InterruptedException {
        process.start();
        if (!site.waits().until(STARTING, () -> site.http().get(control + "/feeds") != null)) {
            throw new IOException("the simulated exchange " + name + " does not answer within " + STARTING);
        }
        up = true;
    }

    @Override
    public void close() {
        process.close();
        line.close();
    }
}
