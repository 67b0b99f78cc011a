package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Encryption that is missing or not to be trusted: nothing goes out, in clear least of all. Against real mail servers. */
class MailTlsTest {

    private static final String KEYS = "greenmail.tls.keystore.file";
    private static final String KEYS_PASSWORD = "greenmail.tls.keystore.password";

    /** One certificate for all: GreenMail reads its own but once in a process. */
    @TempDir
    private static Path shared;

    private static TlsKeys keys;

    @TempDir
    private Path folder;

    private Post post;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TlsKeys.in(shared, "localhost");
        System.setProperty(KEYS, keys.file().toString());
        System.setProperty(KEYS_PASSWORD, TlsKeys.PASSWORD);
    }

    @AfterAll
    static void forgetKeys() {
        System.clearProperty(KEYS);
        System.clearProperty(KEYS_PASSWORD);
    }

    @BeforeEach
    void begin() {
        post = new Post(folder.resolve("history.db"));
    }

    @AfterEach
    void end() throws Exception {
        post.close();
    }

    @Test
    void implicitTls_trustedCertificateAndSignIn_takesTheMail() throws Exception {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTPS);
        try {
            server.setUser("me@example.com", "me", "right");
            post.start(settings(server.getSmtps().getPort(), Security.IMPLICIT, "right", keys.trust()));
            post.announce();

            assertThat(post.await("m-1", State.SENT).attempts()).isEqualTo(1);
            assertThat(server.getReceivedMessages())
                    .extracting(mail -> mail.getSubject())
                    .containsExactly("[RED] deribit: No tick from Deribit (12 s)");
        } finally {
            server.stop();
        }
    }

    @Test
    void implicitTls_certificateOfNobodyTrusted_getsNothing() throws Exception {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTPS);
        try {
            post.start(settings(server.getSmtps().getPort(), Security.IMPLICIT, null, null));

            assertNothingGoesOut();
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void startTls_missingInARealServer_getsNothing() throws Exception {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTP);
        try {
            post.start(settings(server.getSmtp().getPort(), Security.REQUIRED, null, null));

            assertNothingGoesOut();
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    /** Where encryption is optional it must still be good once it is offered: else an attacker's certificate would do. */
    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"REQUIRED", "OPTIONAL"})
    void startTls_certificateOfNobodyTrusted_getsNothing(Security security) throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SMTPServer server = SMTPServer.port(0)
                .startTlsSocketFactory(keys.context())
                .enableTLS()
                .simpleMessageListener(new Taking(taken))
                .build();
        server.start();
        try {
            post.start(settings(server.getPortAllocated(), security, null, null));

            assertNothingGoesOut();
            assertThat(taken).isEmpty();
        } finally {
            server.stop();
        }
    }

    private void assertNothingGoesOut() throws Exception {
        post.announce();
        Mail waiting = post.await("m-1", mail -> mail.error() != null);
        assertThat(waiting.state()).isEqualTo(State.PENDING);
        assertThat(waiting.error()).startsWith("insecure: ");
        assertThat(post.count("feedwarden.mail.misconfigured")).isEqualTo(1);
    }

    private static GreenMail started(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    private static MailSettings settings(
            int port, Security security, @Nullable String password, @Nullable TrustOptions trust) {
        return new MailSettings(
                "localhost",
                port,
                security,
                password == null ? null : "me",
                password == null ? null : new Secret(password),
                trust,
                "warden@example.com",
                List.of("me@example.com"),
                null);
    }

    /** Keeps every mail as text. */
    private record Taking(BlockingQueue<String> taken) implements SimpleMessageListener {

        @Override
        public boolean accept(String from, String recipient) {
            return true;
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) throws IOException {
            taken.add(new String(data.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
