package dev.feedwarden.supervisor.drill;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.plugin.AllowList;
import dev.feedwarden.supervisor.plugin.PluginFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A program with its exchanges and stores, seen and broken from outside. For one thread. */
public final class Bench implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(90);

    private final Site site;
    private final Stores stores;
    private final Path folder;
    private final Path orders;
    private final String address;
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private @Nullable Landmark landmark;
    private @Nullable ProgramProcess program;
    private long mostAccepted;

    private Bench(Site site, Stores stores, Path folder, String port) {
        this.site = site;
        this.stores = stores;
        this.folder = folder;
        orders = folder.resolve("orders");
        address = "http://127.0.0.1:" + port;
    }

    /** Starts all of it. Blocks until the program is well. */
    static Bench open(Site site, Ground ground, Stores stores)
            throws IOException, InterruptedException, TimeoutException {
        String port = new FreePorts().apply("page");
        Path folder = Files.createTempDirectory(site.folder(), ground.name().toLowerCase(Locale.ROOT) + "-");
        Bench bench = site.openings().add(new Bench(site, stores, folder, port));
        try {
            bench.start(ground, port);
            return bench;
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            site.openings().close(bench);
            throw e;
        }
    }

    private void start(Ground ground, String port) throws IOException, InterruptedException, TimeoutException {
        Files.createDirectories(orders);
        Path data = Files.createDirectories(folder.resolve("data"));
        Landmark outside = Landmark.start(site);
        landmark = outside;
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String name : ground.exchanges()) {
            Exchange exchange = Exchange.start(name, site);
            exchanges.put(name, exchange);
            ports.put(name, exchange.port());
        }
        Path config = Files.writeString(
                folder.resolve("feedwarden.yaml"),
                BenchConfig.text(site, ground, stores, ports, outside.port(), folder, orders));
        Launch launch = new Launch(site, ground.kind(), config, data, orders, port);
        allow(launch);
        Path log = folder.resolve("program.log");
        ProgramProcess process = launch.process(log);
        program = process;
        process.start();
        boolean ready = site.waits().until(STARTING, () -> process.refused() || well());
        if (process.refused()) {
            throw new Refused("the program does not start: " + Said.why(log));
        }
        if (!ready) {
            throw new IOException("the program is not well within " + STARTING + " of its start; it ended "
                    + process.ends() + " times and said last: " + Said.why(log));
        }
        process.settled();
    }

    private void allow(Launch launch) throws IOException {
        Equipment equipment = site.equipment();
        if (equipment == null) {
            return;
        }
        Path dropIns = Files.createDirectories(launch.kept());
        try {
            new AllowList(dropIns).allow(equipment.plugin(dropIns));
        } catch (PluginFailure e) {
            throw new IOException("the drill's own plugin " + e.getMessage(), e);
        }
    }

    /** How the program is now. */
    public Status status() throws IOException, InterruptedException {
        Status status = new Status(site.http().get(address + "/api/status"));
        mostAccepted = Math.max(mostAccepted, status.accepted());
        return status;
    }

    /** What it answers at some path. */
    public JsonObject ask(String path) throws IOException, InterruptedException {
        return site.http().get(address + path);
    }

    /** The most ticks that it ever said it had accepted. */
    long mostAccepted() {
        return mostAccepted;
    }

    /** Whether everything is well, and everybody who was told of something has been told that it is over. */
    boolean well() throws IOException, InterruptedException {
        Status status = status();
        return status.flows() && status.stores() && status.quiet() && mailed();
    }

    /** Whether no mail waits. */
    public boolean mailed() throws IOException, InterruptedException {
        return ask("/api/outbox?limit=50").getJsonArray("mails").stream()
                .map(mail -> ((JsonObject) mail).getString("state"))
                .noneMatch(state -> state.equals("pending") || state.equals("sending") || state.equals("unknown"));
    }

    /** How many mails were taken, or where nobody takes them, were written. */
    long mails() throws IOException, InterruptedException {
        MailServer mail = stores.mail();
        return mail == null ? ask("/api/outbox?limit=500").getJsonArray("mails").size() : mail.mails();
    }

    /** The process of the program. */
    public ProgramProcess program() {
        if (program == null) {
            throw new IllegalStateException("the program was never started");
        }
        return program;
    }

    public Exchange exchange(String name) {
        Exchange exchange = exchanges.get(name);
        if (exchange == null) {
            throw new IllegalArgumentException("no exchange " + name + " here, only " + exchanges.keySet());
        }
        return exchange;
    }

    public Iterable<Exchange> exchanges() {
        return exchanges.values();
    }

    public Server database() {
        return stores.database();
    }

    public Server cache() {
        return stores.cache();
    }

    /** What lies outside and is always there. */
    public Landmark landmark() {
        if (landmark == null) {
            throw new IllegalStateException("nothing was started");
        }
        return landmark;
    }

    /** The mail server; only where there is one. */
    public MailServer mail() {
        MailServer mail = stores.mail();
        if (mail == null) {
            throw new IllegalStateException("there is no mail server: the installation lacks the folder drill");
        }
        return mail;
    }

    Stores stores() {
        return stores;
    }

    /** Takes all stores away. */
    public void storesDown() throws IOException {
        stores.down();
    }

    /** Gives all stores back. */
    public void storesUp() throws IOException {
        stores.up();
    }

    Site site() {
        return site;
    }

    /** Gives the program an order from inside: a file by that name. */
    public void order(String what, String text) throws IOException {
        if (site.equipment() == null) {
            throw new IllegalStateException("nobody takes orders: the installation lacks the folder drill");
        }
        Path fresh = Files.writeString(folder.resolve("order"), text);
        Files.move(fresh, orders.resolve(what), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the program's data lies, as this process sees it. */
    public Path data() {
        return Path.of("/proc", String.valueOf(program().pid()), "root")
                .resolve(folder.resolve("data").toString().substring(1));
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        exchanges.values().forEach(site.openings()::close);
        site.openings().close(landmark);
    }
}
