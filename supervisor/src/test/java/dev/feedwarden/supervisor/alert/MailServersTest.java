package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Against two real mail servers. */
class MailServersTest {

    @TempDir
    private Path folder;

    private Post post;

    @BeforeEach
    void begin() {
        post = new Post(folder.resolve("history.db"));
    }

    @AfterEach
    void end() throws Exception {
        post.close();
    }

    @Test
    void greenMail_getsBothPartsAndAThread() throws Exception {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(60_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        try {
            post.start(Post.clear(server.getSmtp().getPort(), "me@example.com"));
            List<Mail> first = post.announce(Post.announcement(Occasion.REACHED, Post.incident(1, false)));
            List<Mail> second = post.announce(Post.announcement(Occasion.RESOLVED, Post.incident(1, true)));
            assertThat(server.waitForIncomingEmail(60_000, 2)).isTrue();

            MimeMessage red = server.getReceivedMessages()[0];
            MimeMessage green = server.getReceivedMessages()[1];
            assertThat(red.getSubject()).isEqualTo("[RED] deribit: No tick from Deribit (12 s)");
            assertThat(red.getMessageID()).isEqualTo(first.get(0).messageId());
            assertThat(red.getHeader("In-Reply-To")).isNull();
            assertThat(red.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(red.getSentDate()).isEqualTo(Post.NOON);
            assertThat(red.getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) red.getContent();
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(GreenMailUtil.getBody(red)).contains("What happened:");
            assertThat(parts.getBodyPart(0).getContent().toString().replace("\r", "") + "\n")
                    .isEqualTo(first.get(0).text());
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString().replace("\r", "") + "\n")
                    .isEqualTo(first.get(0).html());
            assertThat(green.getMessageID()).isEqualTo(second.get(0).messageId());
            assertThat(green.getHeader("In-Reply-To")).containsExactly(red.getMessageID());
            assertThat(green.getHeader("References")).containsExactly(red.getMessageID());
        } finally {
            server.stop();
        }
    }

    @Test
    void subEtha_startTlsAndSignIn_takesTheMail() throws Exception {
        TlsKeys keys = TlsKeys.in(folder, "localhost");
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SMTPServer server = secure(keys, taken);
        server.start();
        try {
            post.start(secure(server.getPortAllocated(), "right", keys));
            post.announce();

            assertThat(taken.poll(60, TimeUnit.SECONDS)).contains("Subject: [RED] deribit");
            post.await("m-1", State.SENT);
        } finally {
            server.stop();
        }
    }

    @Test
    void subEtha_wrongPassword_isToldAndHeldForTwentyMinutes() throws Exception {
        TlsKeys keys = TlsKeys.in(folder, "localhost");
        SMTPServer server = secure(keys, new LinkedBlockingQueue<>());
        server.start();
        try {
            post.start(secure(server.getPortAllocated(), "wrong", keys));
            post.announce();

            Mail waiting = post.await("m-1", mail -> mail.error() != null);
            assertThat(waiting.error()).startsWith("auth: ").contains("535");
            assertThat(waiting.nextAttempt()).isEqualTo(Post.NOON.plus(Duration.ofMinutes(20)));
        } finally {
            server.stop();
        }
    }

    @Test
    void subEtha_certificateOfAnotherHost_getsNothing() throws Exception {
        TlsKeys keys = TlsKeys.in(folder, "elsewhere.example.com");
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SMTPServer server = secure(keys, taken);
        server.start();
        try {
            post.start(secure(server.getPortAllocated(), "right", keys));
            post.announce();

            Mail waiting = post.await("m-1", mail -> mail.error() != null);
            assertThat(waiting.state()).isEqualTo(State.PENDING);
            assertThat(waiting.error()).startsWith("insecure: ");
            assertThat(taken).isEmpty();
        } finally {
            server.stop();
        }
    }

    private static MailSettings secure(int port, String password, TlsKeys keys) {
        return new MailSettings(
                "localhost",
                port,
                Security.REQUIRED,
                "me",
                new Secret(password),
                keys.trust(),
                "warden@example.com",
                List.of("me@example.com"),
                null);
    }

    private static SMTPServer secure(TlsKeys keys, BlockingQueue<String> taken) throws Exception {
        return SMTPServer.port(0)
                .startTlsSocketFactory(keys.context())
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, session) -> {
                    if (!password.equals("right")) {
                        throw new LoginFailedException();
                    }
                }))
                .simpleMessageListener(new Taking(taken))
                .build();
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
