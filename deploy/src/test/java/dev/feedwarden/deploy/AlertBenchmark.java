package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long from a fault to the mail in the mail server's hands, over real processes and sockets, next to the time the same
 * server takes for a bare dialogue over an open connection; and the memory of the demo. Run by
 * {@code mvn -q -Pbenchmark verify}.
 */
class AlertBenchmark {

    private static final int RUNS = 20;
    private static final int SILENCES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void disconnectAndSilence_toMail() throws Exception {
        int feeds = RUNS + SILENCES;
        int[] ports = freePorts(feeds);
        try (MailBox mails = new MailBox();
                Program exchanges = Program.start("run", "--port", "0", "--config", exchanges(ports));
                Program warden = Program.start("run", "--port", "0", "--config", warden(ports, mails.port()))) {
            exchanges.address();
            warden.until(
                    "/api/status",
                    status -> status.getJsonArray("feeds").stream()
                            .allMatch(feed -> ((JsonObject) feed).getBoolean("flowing")));
            double[] bare = bareDialogues(mails);
            double[] disconnects = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                disconnects[i] = disconnect(i, ports[i], exchanges, mails);
            }
            double[] silences = new double[SILENCES];
            for (int i = 0; i < SILENCES; i++) {
                silences[i] = silence(RUNS + i, ports[RUNS + i], exchanges, warden, mails);
            }
            print("bare SMTP dialogue, connection open (baseline)", bare, "ms");
            print("disconnect to mail handed over", disconnects, "ms");
            say("  ratio to the baseline: %.1f", median(disconnects) / median(bare));
            print("silence of 10 s to mail handed over, from the last tick", silences, "ms");
        }
    }

    @Test
    void demo_idleMemory() throws Exception {
        String data = folder.resolve("demo").toString();
        try (Program demo = Program.start(Map.of("FEEDWARDEN_LAUNCH", ""), "demo", "--port", "0", "--data", data)) {
            demo.until("/api/status", status -> status.getJsonObject("journal").getLong("accepted") > 1000);
            say("demo, resident memory after 1000 ticks: %d MB", residentBytes(demo.pid()) / 1_000_000);
            demo.until("/api/status", status -> status.getJsonObject("journal").getLong("accepted") > 4000);
            say("demo, resident memory after 4000 ticks: %d MB", residentBytes(demo.pid()) / 1_000_000);
        }
    }

    private static double disconnect(int feed, int port, Program exchanges, MailBox mails) throws Exception {
        int before = mails.count();
        String name = "d" + feed;
        long start = System.nanoTime();
        fault(exchanges, port, name, "drop", "1s");
        MailBox.Arrival red = mails.await(before, mail -> told(mail, "[RED]", name), PATIENCE);
        mails.await(before, mail -> told(mail, "[GREEN]", name), PATIENCE);
        return (red.nanos() - start) / 1e6;
    }

    private static double silence(int feed, int port, Program exchanges, Program warden, MailBox mails)
            throws Exception {
        int before = mails.count();
        String name = "d" + feed;
        fault(exchanges, port, name, "stall", "20s");
        MailBox.Arrival red = mails.await(before, mail -> told(mail, "[RED]", name), PATIENCE);
        JsonObject status = new JsonObject(warden.get(warden.address() + "/api/status"));
        Instant lastTick = status.getJsonArray("feeds").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(name))
                .map(each -> Instant.parse(each.getString("lastTick")))
                .findFirst()
                .orElseThrow();
        return Duration.between(lastTick, red.wall()).toNanos() / 1e6;
    }

    private static boolean told(MailBox.Arrival mail, String level, String feed) {
        return mail.subject().contains(level) && mail.subject().contains(" " + feed + ":");
    }

    private static void fault(Program exchanges, int port, String name, String kind, String span) throws Exception {
        int status = exchanges.post(
                "http://127.0.0.1:" + port + "/sim/faults",
                "{\"feed\":\"" + name + "\",\"kind\":\"" + kind + "\",\"for\":\"" + span + "\"}");
        if (status != 200) {
            throw new AssertionError("the fault was answered with " + status);
        }
    }

    /** The least that any alerting program could take: one mail over a connection that is open already. */
    private static double[] bareDialogues(MailBox mails) throws Exception {
        double[] millis = new double[RUNS];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mails.port());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            in.readLine();
            say(out, in, "HELO localhost\r\n");
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                say(out, in, "MAIL FROM:<a@example.com>\r\n");
                say(out, in, "RCPT TO:<b@example.com>\r\n");
                say(out, in, "DATA\r\n");
                say(out, in, "Subject: bare\r\n\r\n" + "x".repeat(1500) + "\r\n.\r\n");
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return millis;
    }

    private static void say(OutputStream out, BufferedReader in, String line) throws IOException {
        out.write(line.getBytes(US_ASCII));
        out.flush();
        in.readLine();
    }

    private String exchanges(int[] ports) throws IOException {
        StringBuilder text = new StringBuilder("data: exchanges\nservices:\n");
        for (int i = 0; i < ports.length; i++) {
            text.append(
                    "  s%d: {plugin: simulator, exchange: deribit, feed: d%d, port: %d, ticks_per_second: 10, path: sim%c}%n"
                            .formatted(i, i, ports[i], (char) ('a' + i)));
        }
        return Files.writeString(folder.resolve("exchanges.yaml"), text).toString();
    }

    private String warden(int[] ports, int smtp) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), """
                version: 1
                rules:
                  bench-connected:
                    about: Not every connection is up
                    metric: feed.connected
                    of: plugin:deribit
                    measure: last
                    red: "< 100%"
                    mail: [red, green]
                  bench-silence:
                    about: No tick
                    metric: feed.ticks
                    of: plugin:deribit
                    measure: age
                    red: "> 10s"
                    mail: [red, green]
                """);
        StringBuilder text = new StringBuilder(
                "data: warden%nrules: [rules.yaml]%nmail: {host: 127.0.0.1, port: %d, starttls: disabled, gather: 0s, per_hour: 3600, from: a@example.com, to: b@example.com}%nfeeds:%n"
                        .formatted(smtp));
        for (int i = 0; i < ports.length; i++) {
            text.append(
                    "  d%d: {plugin: deribit, url: \"ws://127.0.0.1:%d/ws/api/v2\", top: 5}%n".formatted(i, ports[i]));
        }
        return Files.writeString(folder.resolve("warden.yaml"), text).toString();
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
            ports[i] = sockets.get(i).getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static long residentBytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void print(String what, double[] values, String unit) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        say(
                "%s: median %.2f %s, least %.2f, most %.2f (%d runs)",
                what, median(values), unit, sorted[0], sorted[sorted.length - 1], values.length);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
