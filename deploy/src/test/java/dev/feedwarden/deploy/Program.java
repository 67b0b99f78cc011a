package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The program as a process of its own, started by the launcher without building anything. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");

    private final Process process;
    private final boolean loops;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    private Program(Process process, boolean loops) {
        this.process = process;
        this.loops = loops;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static Program start(Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of(), environment, arguments);
    }

    /** Starts it in a loop that starts it again, as a supervisor of processes does, until it ends in good order. */
    static Program loop(String... arguments) throws IOException {
        return loop(Map.of(), arguments);
    }

    static Program loop(Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of("/bin/sh", "-c", "until \"$@\"; do :; done", "loop"), environment, arguments);
    }

    /**
     * Starts it under the launcher's own supervision; in all else as {@link #loop}. It hears of an interrupt even where
     * this build does not: what a shell starts in its background ignores it, and so does all that is started by that.
     */
    static Program supervised(Map<String, String> environment, String... arguments) throws IOException {
        String script = "program=$1; shift; exec \"$program\" supervise \"$@\"";
        return start(
                List.of("env", "--default-signal=INT", "/bin/sh", "-c", script, "supervised"), environment, arguments);
    }

    private static Program start(List<String> under, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(under);
        command.add(Path.of("feedwarden").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FEEDWARDEN_LAUNCH", "plain");
        builder.environment().putAll(environment);
        return new Program(builder.start(), !under.isEmpty());
    }

    /** Starts a command line of any kind, with only what the environment says besides ours. */
    static Program command(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Program(builder.start(), false);
    }

    static Program start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** The first line that matches, once it is there. */
    String line(String regex) throws InterruptedException {
        return line(regex, 1);
    }

    /** The line that matches for the nth time, once it is there. */
    String line(String regex, int nth) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (true) {
                List<String> found = lines.stream()
                        .filter(line -> pattern.matcher(line).find())
                        .toList();
                if (found.size() >= nth) {
                    return found.get(nth - 1);
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ended.getCount() == 0) {
                    throw new AssertionError("no line like '" + regex + "' in:\n" + String.join("\n", lines));
                }
                lines.wait(left);
            }
        }
    }

    /** The newest line that matches, once it is as wanted. */
    String last(String regex, Predicate<String> wanted) throws InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (true) {
                Optional<String> last = lines.stream()
                        .filter(line -> pattern.matcher(line).find())
                        .reduce((one, next) -> next);
                if (last.filter(wanted).isPresent()) {
                    return last.get();
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ended.getCount() == 0) {
                    throw new AssertionError("the last line like '" + regex + "' is not as wanted: " + last);
                }
                lines.wait(left);
            }
        }
    }

    /** Where the program says that it listens. */
    String address() throws InterruptedException {
        Matcher matcher = ADDRESS.matcher(line("listening on http"));
        if (!matcher.find()) {
            throw new AssertionError("no address in the line");
        }
        return matcher.group();
    }

    /** Asks until the answer is as wanted. */
    JsonObject until(String path, Predicate<JsonObject> wanted) throws Exception {
        String address = address();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonObject last = new JsonObject();
        while (System.nanoTime() < deadline) {
            @Nullable String answer = answer(address + path);
            last = answer == null ? last : new JsonObject(answer);
            if (answer != null && wanted.test(last)) {
                return last;
            }
            if (process.waitFor(50, MILLISECONDS)) {
                throw new AssertionError("the program ended:\n" + output());
            }
        }
        throw new AssertionError("not so within " + PATIENCE + ": " + last.encodePrettily() + "\n" + output());
    }

    /** What it answers; null while the loop starts it again. */
    private @Nullable String answer(String uri) throws IOException, InterruptedException {
        try {
            return get(uri);
        } catch (IOException e) {
            if (!loops) {
                throw e;
            }
            return null;
        }
    }

    String get(String uri) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(uri))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    int post(String uri, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(uri))
                                .timeout(Duration.ofSeconds(30))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    long pid() {
        return process.pid();
    }

    /** Kills the one that the loop has started, and waits until that one is gone. */
    void killInTheLoop() {
        ProcessHandle started = inTheLoop();
        started.destroyForcibly();
        started.onExit().join();
    }

    /** The one that the loop has started. */
    ProcessHandle inTheLoop() {
        assertThat(loops).isTrue();
        List<ProcessHandle> started = process.children().toList();
        assertThat(started).hasSize(1);
        return started.get(0);
    }

    /** Sends SIGTERM and waits for the end. */
    int terminate() throws InterruptedException {
        if (loops) {
            process.children().forEach(ProcessHandle::destroy);
        } else {
            process.destroy();
        }
        return exitCode();
    }

    /** Sends a signal, such as INT, to it, not to what it has started, and waits for the end. */
    int signal(String name) throws IOException, InterruptedException {
        send(name);
        return exitCode();
    }

    /** Does something while the program stands still, as one does that gets no time; afterwards it goes on. */
    void standingStill(Step meanwhile) throws Exception {
        send("STOP");
        try {
            meanwhile.take();
        } finally {
            send("CONT");
        }
    }

    /** What a test does. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    private void send(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).describedAs("kill -%s", signal).isZero();
    }

    /** Kills it outright at a moment that has nothing to do with what it does. */
    void killAfter(int millis) throws InterruptedException {
        if (process.waitFor(millis, MILLISECONDS)) {
            throw new AssertionError("the program ended before it was killed:\n" + output());
        }
        process.destroyForcibly();
        process.waitFor();
    }

    int exitCode() throws InterruptedException {
        return exitCode(PATIENCE.toSeconds());
    }

    /** Its exit code, once it has ended by itself, for which it has so many seconds. */
    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, SECONDS) || !ended.await(30, SECONDS)) {
            throw new AssertionError("still running:\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Kills it with all that it has started, and waits until nothing of it is left that writes or listens. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(PATIENCE.toSeconds(), SECONDS).join();
        started.forEach(
                each -> each.onExit().orTimeout(PATIENCE.toSeconds(), SECONDS).join());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("output broke off: " + e);
            }
        } finally {
            ended.countDown();
            synchronized (lines) {
                lines.notifyAll();
            }
        }
    }
}
