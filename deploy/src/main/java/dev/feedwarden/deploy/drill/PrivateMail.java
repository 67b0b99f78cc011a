package dev.feedwarden.deploy.drill;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.drill.MailServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that takes every mail and keeps none. */
final class PrivateMail implements MailServer, SimpleMessageListener {

    private final int port;
    private final AtomicInteger mails = new AtomicInteger();
    private @Nullable SMTPServer server;

    private PrivateMail(int port) {
        this.port = port;
    }

    static PrivateMail start() {
        PrivateMail mail = new PrivateMail(Integer.parseInt(new FreePorts().apply("mail")));
        mail.up();
        return mail;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void up() {
        server = SMTPServer.port(port).simpleMessageListener(this).build();
        server.start();
    }

    @Override
    public void down() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public int mails() {
        return mails.get();
    }

    @Override
    public boolean accept(String from, String recipient) {
        return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        data.transferTo(OutputStream.nullOutputStream());
        mails.incrementAndGet();
    }

    @Override
    public void close() {
        down();
    }
}
