package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Seams;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.status.StatusBoard;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The whole program in this process, in virtual time, with a simulated exchange, the files sink and the shipped rules as
 * they are. Plugins, sockets and store are real. The journal and the files lie in memory: a sync of a real disk would take
 * real time, which would seem very long in virtual time.
 */
final class Warden implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    /** Always the same, below the middle of the range: a wait of a minute with jitter is one of 54 s. */
    private static final RandomGenerator STEADY = () -> 0x4000_0000_0000_0000L;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HERE = "127.0.0.1";

    private final VirtualTime time;
    private final FaultyDisk disk = new FaultyDisk();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String exchange;
    private final Supervisor supervisor;
    private Instant faultAt;

    private Warden(Path folder, String exchange, String text) throws Exception {
        this(folder, exchange, text, START);
    }

    private Warden(Path folder, String exchange, String text, Instant start) throws Exception {
        time = new VirtualTime(start);
        faultAt = start;
        this.exchange = exchange;
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), text);
        supervisor = Supervisor.start(
                new Installation(Path.of("target", "feedwarden").toAbsolutePath(), folder),
                new Overrides(config, 0, null),
                new Surroundings(Map.of(), new FreePorts()),
                new Seams(time::of, disk, STEADY));
    }

    /** Starts, and goes on until data has filled the windows of the rules and every rule that is known is green. */
    static Warden healthy(Path folder) throws Exception {
        return healthyDeribit(folder, "top: 20");
    }

    /** As {@link #healthy(Path)}, with other settings of the feed. */
    static Warden healthyDeribit(Path folder, String settings) throws Exception {
        return new Warden(folder, "deribit", VenueConfig.deribit(5, 480, HERE, settings)).healthy();
    }

    /**
     * As {@link #healthy(Path)}, begun at some time.
     *
     * @param ticks a second that the exchange makes
     * @param listed how many options it lists
     * @param top how many of them are wanted
     */
    static Warden healthyDeribit(Path folder, Instant start, int ticks, int listed, int top) throws Exception {
        return new Warden(folder, "deribit", VenueConfig.deribit(ticks, listed, HERE, "top: " + top), start).healthy();
    }

    /** Starts at a simulated Deribit that is sought under some name, lists so many options, and has other settings. */
    static Warden startedDeribit(Path folder, String host, int listed, String settings) throws Exception {
        return new Warden(folder, "deribit", VenueConfig.deribit(5, listed, host, settings));
    }

    /** As {@link #healthy(Path)}, at a simulated Bybit, with such settings of the feed. */
    static Warden healthyBybit(Path folder, String settings) throws Exception {
        return new Warden(folder, "bybit", VenueConfig.bybit(480, settings)).healthy();
    }

    /** Starts at a simulated Bybit that lists so many options, and wants them all. */
    static Warden startedBybit(Path folder, int options) throws Exception {
        return new Warden(folder, "bybit", VenueConfig.bybit(options, "top: " + options));
    }

    /** As {@link #healthy(Path)}, at a simulated gateway of Interactive Brokers: three contracts, four streams. */
    static Warden healthyIb(Path folder) throws Exception {
        return healthyIb(folder, START);
    }

    /** As {@link #healthyIb(Path)}, begun at some time. */
    static Warden healthyIb(Path folder, Instant start) throws Exception {
        return new Warden(folder, "ib", VenueConfig.ib("always", "", ""), start).healthy();
    }

    /** Starts at a simulated gateway with other hours, contracts, or wishes; an empty one is the usual. */
    static Warden startedIb(Path folder, String hours, String listed, String wanted) throws Exception {
        return new Warden(folder, "ib", VenueConfig.ib(hours, listed, wanted));
    }

    private Warden healthy() throws Exception {
        pass(Duration.ofSeconds(70));
        until("healthy", Duration.ofMinutes(1), Warden::well);
        return this;
    }

    /** Every rule on the feed that is known is green, and its ladder is left. What is judged of the program is not asked. */
    static boolean well(StatusBoard board) {
        return feed(board).level() == Level.GREEN
                && feed(board).flowing()
                && feed(board).ladder() == null;
    }

    /** Breaks the exchange from now on. */
    int fault(String kind, String span) throws IOException, InterruptedException {
        faultAt = time.now();
        String body = new JsonObject()
                .put("feed", exchange)
                .put("kind", kind)
                .put("for", span)
                .encode();
        return send(HttpRequest.newBuilder(uri("/sim/faults")).POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Every write to the files of the sink fails from now on, until it is healed. The journal is left alone. */
    void breakSink() {
        disk.on(FaultyDisk.Call.WRITE, path -> {
            if (path.toString().contains(".pb")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });
    }

    void healSink() {
        disk.heal();
    }

    /** The wanted streams. */
    Set<String> streams() {
        return Set.copyOf(feed().detail().streams().keySet());
    }

    StatusBoard board() {
        return supervisor.board();
    }

    /** How many channels the exchange sends to somebody. */
    int subscriptions() throws IOException, InterruptedException {
        return new JsonObject(send(HttpRequest.newBuilder(uri("/sim/feeds"))).body())
                .getJsonArray("feeds")
                .getJsonObject(0)
                .getInteger("subscriptions");
    }

    /** The feed as the API tells it. */
    JsonObject told() throws IOException, InterruptedException {
        return new JsonObject(send(HttpRequest.newBuilder(uri("/api/status"))).body())
                .getJsonArray("feeds")
                .getJsonObject(0);
    }

    /** What the only sample of a meter says, by its name in Prometheus' text. */
    double metric(String name) throws IOException, InterruptedException {
        List<String> samples = send(HttpRequest.newBuilder(uri("/metrics")))
                .body()
                .lines()
                .filter(line -> line.matches(name + "[{ ].*"))
                .toList();
        assertThat(samples).describedAs(name).hasSize(1);
        return Double.parseDouble(samples.get(0).substring(samples.get(0).lastIndexOf(' ')));
    }

    /** What the exchange really sent. */
    JsonObject truth() throws IOException, InterruptedException {
        return new JsonObject(
                send(HttpRequest.newBuilder(uri("/sim/truth/" + exchange))).body());
    }

    void pass(Duration span) throws InterruptedException {
        Instant end = time.now().plus(span);
        while (time.now().isBefore(end)) {
            step();
        }
    }

    /** Lets time pass until it is so; how long that was after the fault began. */
    Duration until(String what, Duration limit, Predicate<StatusBoard> wanted) throws InterruptedException {
        Instant end = time.now().plus(limit);
        while (!wanted.test(supervisor.board())) {
            if (time.now().isAfter(end)) {
                throw new AssertionError("not " + what + " within " + limit + ": " + this);
            }
            step();
        }
        return sinceFault();
    }

    private Duration sinceFault() {
        return Duration.between(faultAt, time.now());
    }

    StatusBoard.FeedStatus feed() {
        return feed(supervisor.board());
    }

    /** When the fault began. */
    Instant faultAt() {
        return faultAt;
    }

    static StatusBoard.FeedStatus feed(StatusBoard board) {
        return board.feeds().get(0);
    }

    /** The incident of a rule that the fault caused; the first, if there are several. */
    Incident incident(String rule) {
        return incidents().stream()
                .filter(incident -> incident.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no incident of " + rule + ": " + this));
    }

    /** Has the exchange fall silent, and lets time pass until all that it ever sent is accepted and stored. */
    void everythingIsStored() throws Exception {
        fault("stall", "12h");
        pass(Duration.ofSeconds(1));
        long sent = truth().getLong("sent");
        until(
                "all " + sent + " ticks stored",
                Duration.ofHours(1),
                board -> board.journal().accepted() == sent
                        && board.journal().stored().values().stream().allMatch(stored -> stored == sent));
    }

    /**
     * Has the exchange fall silent, and lets time pass until all that is accepted is stored; how many of the ticks that it
     * sent were never accepted.
     */
    long lost() throws Exception {
        fault("stall", "12h");
        pass(Duration.ofSeconds(3)); // a board that nothing moves is made anew every second
        until(
                "all that is accepted stored",
                Duration.ofHours(1),
                board -> board.journal().stored().values().stream()
                        .allMatch(stored -> stored == board.journal().accepted()));
        return truth().getLong("sent") - supervisor.board().journal().accepted();
    }

    /** Those since the fault began, oldest first. */
    List<Incident> incidents() {
        return await(supervisor.history().incidents(100)).stream()
                .filter(incident -> !incident.opened().isBefore(faultAt))
                .sorted(Comparator.comparingLong(Incident::number))
                .toList();
    }

    /** The mails of an incident, oldest first. */
    List<Mail> mails(Incident incident) {
        return await(supervisor.history().mails(100)).stream()
                .filter(mail -> mail.incident().equals(incident.id()))
                .sorted(Comparator.comparingLong(Mail::number))
                .toList();
    }

    /** Time stands still while everything closes, so nothing may wait for it. */
    @Override
    public void close() {
        supervisor.stop();
    }

    @Override
    public String toString() {
        return supervisor.board().feeds() + "\n"
                + supervisor.board().rules().stream()
                        .filter(rule -> rule.level() != Level.GREEN && rule.level() != Level.GREY)
                        .map(String::valueOf)
                        .collect(Collectors.joining("\n"))
                + "\n" + incidents();
    }

    /** One step of time, until what it began is written down, in the journal too, and shown. */
    private void step() throws InterruptedException {
        time.step();
        await(supervisor.history().mails(0));
        await(supervisor.everyThreadAnswers());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + supervisor.port() + path);
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the store does not answer", e);
        }
    }
}
