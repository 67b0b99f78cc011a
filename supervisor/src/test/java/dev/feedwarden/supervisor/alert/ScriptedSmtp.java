package dev.feedwarden.supervisor.alert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server in the clear that answers as it is told, and otherwise as a healthy one does. */
final class ScriptedSmtp {

    /** Says nothing. */
    static final String SILENCE = "";

    /** Closes the connection instead of an answer. */
    static final String CUT = "cut";

    private final NetServer server;
    private final Queue<Line> script = new ConcurrentLinkedQueue<>();
    private final Queue<Line> habits = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private volatile List<String> extensions = List.of();

    private volatile boolean refusing;

    private record Line(String command, String answer) {}

    ScriptedSmtp(Vertx vertx) throws Exception {
        this(vertx, 0);
    }

    ScriptedSmtp(Vertx vertx, int port) throws Exception {
        server = vertx.createNetServer().connectHandler(this::connected);
        await(server.listen(port, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** What EHLO lists. */
    void extensions(String... lines) {
        extensions = List.of(lines);
    }

    /** Gives the answer to the next command that begins so; {@code connect} and {@code .} are commands as well. */
    void answer(String command, String answer) {
        script.add(new Line(command, answer));
    }

    /** Gives the answer to every command that begins so, where the script says nothing else. */
    void always(String command, String answer) {
        habits.add(new Line(command, answer));
    }

    /** Turns every client away from now on. */
    void refuseAll() {
        refusing = true;
    }

    /** Serves again. */
    void serve() {
        refusing = false;
    }

    /** The next mail that was taken or left without an answer. */
    String mail() throws InterruptedException {
        String mail = mails.poll(60, TimeUnit.SECONDS);
        if (mail == null) {
            throw new AssertionError("no mail within 60 s; commands: " + commands);
        }
        return mail;
    }

    int waitingMails() {
        return mails.size();
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    /** Waits until a client's connection is closed. */
    void awaitClosed() throws InterruptedException {
        if (closed.poll(60, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no connection was closed within 60 s");
        }
    }

    Future<Void> close() {
        return server.close();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void connected(NetSocket socket) {
        StringBuilder mail = new StringBuilder();
        boolean[] data = {false};
        socket.closeHandler(v -> closed.add("closed"));
        socket.handler(RecordParser.newDelimited("\r\n", buffer -> {
            String line = buffer.toString();
            if (!data[0]) {
                commands.add(line);
                data[0] = reply(socket, line).startsWith("354");
            } else if (line.equals(".")) {
                data[0] = false;
                mails.add(mail.toString());
                mail.setLength(0);
                reply(socket, ".");
            } else {
                mail.append(line).append('\n');
            }
        }));
        reply(socket, "connect");
    }

    private String reply(NetSocket socket, String command) {
        Line line = script.peek();
        String answer = line != null && command.startsWith(line.command) ? script.remove().answer : usual(command);
        if (answer.equals(CUT)) {
            socket.close();
        } else if (!answer.equals(SILENCE)) {
            socket.write(answer + "\r\n");
        }
        return answer;
    }

    private String usual(String command) {
        for (Line habit : habits) {
            if (command.startsWith(habit.command)) {
                return habit.answer;
            }
        }
        if (command.startsWith("EHLO")) {
            StringBuilder answer = new StringBuilder();
            extensions.forEach(line -> answer.append("250-").append(line).append("\r\n"));
            return answer.append("250 HELP").toString();
        }
        if (command.equals("DATA")) {
            return "354 go on";
        }
        if (command.equals("connect")) {
            return refusing ? "421 4.3.2 not now" : "220 ready";
        }
        return "250 ok";
    }
}
