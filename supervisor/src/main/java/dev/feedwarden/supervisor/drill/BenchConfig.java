package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The configuration of a bench's program, and the rules that it is judged by. */
final class BenchConfig {

    private static final Duration FLOWING = Duration.ofSeconds(10);
    private static final Duration LEAST_FLOWING = Duration.ofSeconds(3);
    private static final Duration REST = Duration.ofMinutes(5);
    private static final Duration LEAST_REST = Duration.ofSeconds(5);
    private static final Map<String, String> FEEDS = Map.of(
            "deribit",
            "  deribit: {plugin: deribit, url: \"ws://127.0.0.1:%d/ws/api/v2\", currency: [ETH], top: 20%s}\n",
            "bybit",
            "  bybit: {plugin: bybit, url: \"ws://127.0.0.1:%1$d/v5/public/option\", rest: \"http://127.0.0.1:%1$d\","
                    + " currency: [ETH], top: 20%2$s}\n",
            "ib",
            "  ib: {plugin: ib, host: 127.0.0.1, port: %d, contracts: [\"730283094@CME\", \"1000001@CME\"], probe: 2s,"
                    + " probe_timeout: 2s, quiet: 10s%s}\n");

    private BenchConfig() {}

    /**
     * The text of it.
     *
     * @param ports where the exchanges are found, by their names
     * @param landmark the port of what lies outside and is always there
     * @param folder that of the configuration, to which names and passwords are written
     * @param orders where the plugin {@code drill} finds its orders
     */
    static String text(
            Site site, Ground ground, Stores stores, Map<String, Integer> ports, int landmark, Path folder, Path orders)
            throws IOException {
        Pace pace = site.pace();
        String patience = ", flowing_within: " + millis(pace.of(FLOWING, LEAST_FLOWING)) + ", breaker_open: "
                + millis(pace.of(REST, LEAST_REST));
        StringBuilder text = new StringBuilder();
        text.append("time_scale: ").append(pace.scale()).append('\n');
        text.append("rules: [\"").append(site.home().resolve("conf/drill")).append("\"]\n");
        if (ground.kind() == Ground.Kind.SMALL_DISK) {
            text.append("journal: {reserve: 1MB}\n");
        }
        text.append("connections:\n")
                .append(stores.database().access().entry(folder, "db", "postgres", ", connect_timeout: 2s"))
                .append(stores.cache().access().entry(folder, "quick", "redis", ""))
                .append("feeds:\n");
        ports.forEach((name, port) -> text.append(FEEDS.getOrDefault(name, "").formatted(port, patience)));
        text.append("""
                sinks:
                  timescale: {plugin: postgres, connection: db, batch_age: 200ms}
                  latest: {plugin: redis, connection: quick, batch_age: 200ms}
                  archive: {plugin: files, batch_age: 200ms}
                checks:
                  database: {plugin: postgres, connection: db, every: 1s, timeout: 3s}
                  cache: {plugin: redis, connection: quick, every: 1s, timeout: 3s}
                  internet: {plugin: http, url: "http://127.0.0.1:%d/", every: 1s, timeout: 3s}
                """.formatted(landmark));
        if (site.equipment() != null) {
            text.append("  orders: {plugin: drill, every: 200ms, orders: \"")
                    .append(orders)
                    .append("\"}\n");
        }
        text.append("actions:\n  reconnect-pool: {plugin: postgres, connection: db}\n");
        MailServer mail = stores.mail();
        if (mail != null) {
            text.append("mail: {host: 127.0.0.1, port: ")
                    .append(mail.port())
                    .append(", starttls: disabled, from: drill@example.com, to: [person@example.com], gather: 1s,"
                            + " per_hour: 3600}\n");
        }
        return text.toString();
    }

    private static String millis(Duration span) {
        return span.toMillis() + "ms";
    }
}
