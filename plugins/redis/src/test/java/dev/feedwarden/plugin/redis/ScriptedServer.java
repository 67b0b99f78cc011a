package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks the Redis protocol and answers each command as a test wants it; null is silence. */
final class ScriptedServer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetServer server;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
    private volatile Function<String, @Nullable String> script;

    /** @param script from the words of a command to the reply as it goes over the wire, without the last line break */
    ScriptedServer(Function<String, @Nullable String> script) throws Exception {
        this.script = script;
        server = vertx.createNetServer()
                .connectHandler(this::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Answers differently from now on. */
    void answer(Function<String, @Nullable String> by) {
        script = by;
    }

    String uri() {
        return "redis://127.0.0.1:" + server.actualPort();
    }

    /** All that came, a line each. */
    List<String> commands() {
        return commands;
    }

    /** Completes when the connection with that number, from 0, has ended. */
    CompletableFuture<Void> end(int connection) {
        return ends.get(connection);
    }

    private void accept(NetSocket socket) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.add(end);
        socket.closeHandler(closed -> end.complete(null));
        List<String> words = new ArrayList<>();
        int[] left = {0};
        RecordParser lines = RecordParser.newDelimited("\r\n", socket);
        lines.handler(line -> {
            String text = line.toString(UTF_8);
            // No word of these tests begins like a header.
            if (text.startsWith("*")) {
                left[0] = Integer.parseInt(text.substring(1));
                words.clear();
            } else if (!text.startsWith("$")) {
                words.add(text);
            }
            if (left[0] > 0 && words.size() == left[0]) {
                left[0] = 0;
                words.set(0, words.get(0).toUpperCase(Locale.ROOT));
                String command = String.join(" ", words);
                commands.add(command);
                String reply = script.apply(command);
                if (reply != null) {
                    socket.write(reply + "\r\n");
                }
            }
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
