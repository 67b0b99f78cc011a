package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback that remembers when each mail had arrived. */
final class MailBox implements AutoCloseable, SimpleMessageListener {

    private final List<Arrival> arrivals = new ArrayList<>();
    private final SMTPServer server;

    MailBox() {
        this(SMTPServer.port(0));
    }

    private MailBox(SMTPServer.Builder builder) {
        server = builder.simpleMessageListener(this).build();
        server.start();
    }

    /** One at a port that was free a moment ago. */
    static MailBox at(int port) {
        return new MailBox(SMTPServer.port(port));
    }

    /** One that takes mails only of those who sign in with a password. */
    static MailBox asking(String password) {
        return new MailBox(SMTPServer.port(0)
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, given, session) -> {
                    if (!given.equals(password)) {
                        throw new LoginFailedException();
                    }
                })));
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public boolean accept(String from, String recipient) {
        return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        String text = new String(data.readAllBytes(), UTF_8);
        synchronized (arrivals) {
            arrivals.add(new Arrival(System.nanoTime(), Instant.now(), text));
            arrivals.notifyAll();
        }
    }

    /** The first mail from a place in the list on that is as wanted, once it is there. */
    Arrival await(int from, Predicate<Arrival> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (arrivals) {
            while (true) {
                for (Arrival arrival : arrivals.subList(from, arrivals.size())) {
                    if (wanted.test(arrival)) {
                        return arrival;
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("no such mail within " + patience + "; there are " + arrivals);
                }
                arrivals.wait(left);
            }
        }
    }

    /** All of them, headers and bodies as received. */
    List<String> texts() {
        synchronized (arrivals) {
            return arrivals.stream().map(Arrival::text).toList();
        }
    }

    int count() {
        synchronized (arrivals) {
            return arrivals.size();
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * A mail that arrived.
     *
     * @param nanos on the monotonic clock
     * @param wall on the wall clock
     * @param text headers and body as received
     */
    record Arrival(long nanos, Instant wall, String text) {

        String subject() {
            return text.lines()
                    .filter(line -> line.startsWith("Subject: "))
                    .findFirst()
                    .orElse("");
        }

        @Override
        public String toString() {
            return subject();
        }
    }
}
