package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailOutboxTest {

    @TempDir
    private Path folder;

    private Post post;
    private ScriptedSmtp smtp;

    @BeforeEach
    void begin() throws Exception {
        post = new Post(folder.resolve("history.db"));
        smtp = new ScriptedSmtp(post.vertx);
    }

    @AfterEach
    void end() throws Exception {
        post.close();
    }

    @Test
    void deliver_healthyServer_sendsAndWritesDown() throws Exception {
        post.start(Post.clear(smtp.port(), "me@example.com"));

        post.announce();

        assertThat(smtp.mail()).contains("Subject: [RED] deribit: No tick from Deribit (12 s)\n");
        Mail sent = post.await("m-1", State.SENT);
        assertThat(sent.attempts()).isEqualTo(1);
        assertThat(sent.sent()).isEqualTo(Post.NOON);
        assertThat(post.backlog()).isEqualTo(new Outbox.Backlog(0, 0));
        assertThat(post.count("feedwarden.mail.sent")).isEqualTo(1);
    }

    @Test
    void deliver_manyMails_shareOneConnectionAndKeepTheirOrder() throws Exception {
        post.start(Post.clear(smtp.port(), "me@example.com"));

        for (int i = 1; i <= 5; i++) {
            post.announce();
        }

        for (int i = 1; i <= 5; i++) {
            assertThat(smtp.mail()).contains("Incident: i-" + i + "\n");
        }
        assertThat(smtp.commands()).filteredOn(line -> line.startsWith("EHLO")).hasSize(1);
    }

    @Test
    void greylisted_thenAccepted_isSentAfterThirtySeconds() throws Exception {
        smtp.answer("RCPT", "451 4.7.1 later");
        post.start(Post.clear(smtp.port(), "me@example.com"));
        post.announce();

        Mail waiting = post.await("m-1", mail -> mail.error() != null);
        assertThat(waiting.state()).isEqualTo(State.PENDING);
        assertThat(waiting.nextAttempt()).isEqualTo(Post.NOON.plusSeconds(30));
        assertThat(waiting.error()).startsWith("busy: ").contains("451");
        post.advance(Duration.ofSeconds(29));
        assertThat(smtp.waitingMails()).isZero();
        post.advance(Duration.ofSeconds(1));

        assertThat(smtp.mail()).doesNotContain("may be a repeat");
        assertThat(post.await("m-1", State.SENT).attempts()).isEqualTo(2);
    }

    @Test
    void refusedRecipient_isDead_andTheOtherOneGetsHisMail() throws Exception {
        smtp.answer("RCPT TO:<gone@example.com>", "550 5.1.1 no such user");
        post.start(Post.clear(smtp.port(), "gone@example.com", "me@example.com"));
        post.announce();

        assertThat(smtp.mail()).contains("To: me@example.com");
        assertThat(post.await("m-1", State.DEAD).error())
                .startsWith("refused: ")
                .contains("550");
        post.await("m-2", State.SENT);
        assertThat(post.count("feedwarden.mail.dead")).isEqualTo(1);
    }

    @Test
    void wrongPassword_isTriedThreeTimesAnHour_overAllMails() throws Exception {
        smtp.extensions("AUTH PLAIN");
        for (int i = 0; i < 10; i++) {
            smtp.answer("AUTH", "535 5.7.8 no");
        }
        MailSettings settings = new MailSettings(
                "127.0.0.1",
                smtp.port(),
                Security.DISABLED,
                "me",
                new Secret("wrong"),
                null,
                "warden@example.com",
                List.of("me@example.com", "you@example.com"),
                null);
        post.start(settings);
        post.announce();
        Mail waiting = post.await("m-1", mail -> mail.error() != null);
        assertThat(waiting.error()).startsWith("auth: ").contains("535").doesNotContain("wrong");

        for (int minute = 1; minute < 60; minute++) {
            post.advance(Duration.ofMinutes(1));
            if (minute % 20 == 0) {
                int tries = 1 + minute / 20;
                post.await("m-1", mail -> attempts() == tries);
            }
        }

        assertThat(attempts()).isEqualTo(3);
    }

    @Test
    void greetingRefused_isTheServersTrouble_notTheMails() throws Exception {
        smtp.answer("connect", "554 5.3.2 no service");
        post.start(Post.clear(smtp.port(), "me@example.com"));
        post.announce();

        assertThat(post.await("m-1", mail -> mail.error() != null).error()).startsWith("server: ");
        post.advance(Duration.ofSeconds(30));
        post.await("m-1", State.SENT);
    }

    @Test
    void silenceAfterTheFinalDot_isUnknown_cutsTheConnectionAndIsSentAgainWithTheSameId() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(Post.clear(smtp.port(), "me@example.com"));
        Mail row = post.announce(Post.announcement(Occasion.REACHED, Post.incident(1, false)))
                .get(0);
        String first = smtp.mail();

        post.advance(Duration.ofMinutes(1));

        smtp.awaitClosed();
        Mail unknown = post.await("m-1", State.UNKNOWN);
        assertThat(unknown.error()).isEqualTo("unsure: no answer within 60 s");
        post.advance(Duration.ofSeconds(30));
        String second = smtp.mail();
        post.await("m-1", State.SENT);
        assertThat(first).contains("Message-ID: " + row.messageId() + "\n").doesNotContain("may be a repeat");
        assertThat(second).contains("Message-ID: " + row.messageId() + "\n").contains("(may be a repeat)");
    }

    @Test
    void connectionCutAfterTheFinalDot_isUnknown_andStaysSoOverALaterBusy() throws Exception {
        smtp.answer(".", ScriptedSmtp.CUT);
        smtp.answer("RCPT", "451 later");
        post.start(Post.clear(smtp.port(), "me@example.com"));
        post.announce();
        smtp.mail();
        smtp.awaitClosed();
        post.advance(Duration.ofMinutes(1));
        post.await("m-1", State.UNKNOWN);

        post.advance(Duration.ofSeconds(30));
        post.await("m-1", mail -> mail.state() == State.UNKNOWN && mail.attempts() == 2);
        post.advance(Duration.ofMinutes(1));

        assertThat(smtp.mail()).contains("(may be a repeat)");
    }

    @Test
    void serverDown_mailIsKeptAndItsAgeIsShown() throws Exception {
        post.start(Post.clear(FreePort.find(), "me@example.com"));
        post.announce();

        assertThat(post.await("m-1", mail -> mail.error() != null).error()).startsWith("server: ");
        post.advance(Duration.ofSeconds(30));
        post.await("m-1", mail -> mail.attempts() == 2 && mail.state() == State.PENDING);
        assertThat(post.backlog()).isEqualTo(new Outbox.Backlog(1, 30));
    }

    @Test
    void startTlsMissing_nothingGoesOutInTheClear() throws Exception {
        MailSettings settings = new MailSettings(
                "127.0.0.1",
                smtp.port(),
                Security.REQUIRED,
                null,
                null,
                null,
                "warden@example.com",
                List.of("me@example.com"),
                null);
        post.start(settings);
        post.announce();

        Mail waiting = post.await("m-1", mail -> mail.error() != null);
        assertThat(waiting.state()).isEqualTo(State.PENDING);
        assertThat(waiting.error()).isEqualTo("insecure: STARTTLS required but not supported by server");
        assertThat(smtp.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void restart_inTheMiddleOfADialogue_sendsAgainWithTheSameId() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(Post.clear(smtp.port(), "me@example.com"));
        post.announce();
        String first = smtp.mail();
        post.await("m-1", State.SENDING);
        post.crash();

        post.resume(Post.clear(smtp.port(), "me@example.com"));

        String second = smtp.mail();
        assertThat(second).contains("(may be a repeat)");
        assertThat(second.lines().filter(line -> line.startsWith("Message-ID")).toList())
                .isEqualTo(first.lines()
                        .filter(line -> line.startsWith("Message-ID"))
                        .toList());
        post.await("m-1", State.SENT);
    }

    @Test
    void close_whileAServerIsSilent_endsWithinFiveSecondsAndLeavesTheRow() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(Post.clear(smtp.port(), "me@example.com"));
        post.announce();
        smtp.mail();

        Future<Void> closed = post.closeOutbox();
        assertThat(closed.isComplete()).isFalse();
        post.advance(Duration.ofSeconds(5));
        ScriptedSmtp.await(closed);

        smtp.awaitClosed();
        post.await("m-1", State.SENDING);
    }

    @Test
    void moreRowsThanTheMemoryHolds_areLoadedFromTheStoreAsRoomAppears() throws Exception {
        post.start(
                Post.clear(smtp.port(), "me@example.com"),
                new OutboxLimits(4, Duration.ofMinutes(1), Duration.ofMinutes(10)));
        smtp.answer("RCPT", "451 later");
        for (int i = 1; i <= 12; i++) {
            post.announce();
        }
        post.await("m-1", mail -> mail.error() != null);
        assertThat(post.backlog().mails()).isEqualTo(12);
        assertThat(post.count("feedwarden.outbox.left")).isEqualTo(8);

        post.advance(Duration.ofSeconds(30));

        for (int i = 1; i <= 12; i++) {
            assertThat(smtp.mail()).contains("Incident: i-" + i + "\n");
        }
        post.await("m-12", State.SENT);
        assertThat(post.backlog().mails()).isZero();
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void noServerConfigured_keepsTheRows() throws Exception {
        post.start(MailSettings.kept(null));

        List<Mail> mails = post.announce(Post.announcement(Occasion.REACHED, Post.incident(1, false)));

        assertThat(mails).extracting(Mail::state).containsExactly(State.KEPT);
        assertThat(post.backlog().mails()).isZero();
    }

    private double attempts() {
        return post.count("feedwarden.mail.failures");
    }
}
