package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A mail server in the clear that falls silent before its answer to a command, so that the client can be killed there. */
final class PausingSmtp implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable String> pause = new AtomicReference<>();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private final BlockingQueue<OutputStream> paused = new LinkedBlockingQueue<>();

    /** A mail of which the server had the final dot, answered or not. */
    record Taken(String text) {

        String header(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 2))
                    .orElse("");
        }

        /** Quoted-printable text breaks lines with a {@code =}. */
        boolean mayBeARepeat() {
            return text.replace("=\n", "").contains("(may be a repeat)");
        }

        @Override
        public String toString() {
            return header("Subject") + " " + header("Message-ID");
        }
    }

    PausingSmtp() throws IOException {
        run(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Gives no answer to the next command that begins so; {@code .} is one. */
    void pauseAt(String command) {
        pause.set(command);
    }

    /** Waits until the client waits for that answer. */
    OutputStream awaitPause() throws InterruptedException {
        OutputStream client = paused.poll(PATIENCE_SECONDS, SECONDS);
        if (client == null) {
            throw new AssertionError("no such command: " + commands);
        }
        return client;
    }

    /** Answers the next recipient with 550. */
    void refuseNext() {
        refusal.set("550 5.1.1 no such user");
    }

    List<Taken> taken() {
        return List.copyOf(taken);
    }

    long count(String command) {
        return commands.stream().filter(each -> each.startsWith(command)).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                run(() -> talk(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                boolean answered = answer(line, out);
                if (answered && line.equals("DATA")) {
                    taken.add(new Taken(body(in)));
                    answer(".", out);
                }
            }
        } catch (IOException e) {
            commands.add("the client is gone: " + e.getMessage());
        }
    }

    private static String body(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("within a mail");
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private boolean answer(String command, OutputStream out) throws IOException {
        String silent = pause.get();
        if (silent != null && command.startsWith(silent)) {
            pause.set(null);
            paused.add(out);
            return false;
        }
        String refused = command.startsWith("RCPT") ? refusal.getAndSet(null) : null;
        say(out, refused != null ? refused : command.equals("DATA") ? "354 go on" : "250 ok");
        return true;
    }

    static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "pausing-smtp");
        thread.setDaemon(true);
        thread.start();
    }
}
