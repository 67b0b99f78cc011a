package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([0-9.]+:[0-9]+)/");

    private static final int ATTEMPTS = 3;
    private static final int PATIENCE_SECONDS = 150;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private Browser(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** The first of the known programs on the PATH. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the program, which keeps all its files in the folder given. */
    static Browser start(Path program, Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--js-flags=--expose-gc",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, address), "messages of the browser");
        reader.setDaemon(true);
        reader.start();
        return new Browser(process, address.get(PATIENCE_SECONDS, SECONDS));
    }

    /**
     * Opens an empty page. A browser that is short of time sometimes closes the connection to a page that it has just
     * made; then it is asked for another.
     */
    Page page() throws Exception {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return newPage();
            } catch (ExecutionException closed) {
                System.err.println("the browser closed a new page, attempt " + attempt + ": " + closed.getCause());
            }
        }
        return newPage();
    }

    private Page newPage() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return Page.open(vertx, new JsonObject(answer).getString("webSocketDebuggerUrl"));
    }

    /** Ends it with all that it has started, and waits until nothing of it is left that writes into its folder. */
    @Override
    public void close() {
        vertx.close().await();
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, SECONDS)
                .join()
                .destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(
                each -> each.onExit().orTimeout(PATIENCE_SECONDS, SECONDS).join());
    }

    /** Finds the address among the messages, and then reads on so that the browser never waits for a reader. */
    private static void read(Process process, CompletableFuture<String> address) {
        try (BufferedReader messages = process.errorReader(UTF_8)) {
            for (String line = messages.readLine(); line != null; line = messages.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    address.complete(matcher.group(1));
                    messages.transferTo(Writer.nullWriter());
                    return;
                }
            }
            address.completeExceptionally(new IOException("the browser ended before it listened"));
        } catch (IOException e) {
            address.completeExceptionally(new UncheckedIOException("reading the browser's messages", e));
        }
    }
}
