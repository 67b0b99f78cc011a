package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLimitTest {

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
    void thirtyThreeAtOnce_areOneMailAtOnce_andOneDigestThatListsTheOthers() throws Exception {
        post.start(Post.limited(smtp.port(), "me@example.com"));
        for (int i = 1; i <= 33; i++) {
            post.announce();
        }

        assertThat(smtp.mail()).contains("Subject: [RED] deribit: No tick from Deribit (12 s)\n");
        post.await("m-1", State.SENT);
        post.advance(Duration.ofSeconds(9));
        assertThat(smtp.waitingMails()).isZero();
        post.advance(Duration.ofSeconds(1));

        String digest = smtp.mail();
        assertThat(digest).contains("Subject: [RED] 32 alerts of 32 incidents: [RED] deribit");
        assertThat(IntStream.rangeClosed(2, 33))
                .allSatisfy(i -> assertThat(digest).contains("  i-" + i + "  "));
        Mail sent = post.await("m-34", State.SENT);
        assertThat(sent.isDigest()).isTrue();
        assertThat(post.await("m-33", State.FOLDED).digest()).isEqualTo("m-34");
        assertThat(post.backlog().mails()).isZero();
        assertThat(post.count("feedwarden.mail.folded")).isEqualTo(32);
        post.advance(Duration.ofHours(1));
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void oneInTheWait_goesByItselfAfterwards() throws Exception {
        post.start(Post.limited(smtp.port(), "me@example.com"));
        post.announce();
        smtp.mail();
        post.await("m-1", State.SENT);
        post.announce();

        post.advance(Duration.ofSeconds(10));

        assertThat(smtp.mail()).contains("Incident: i-2\n");
        assertThat(post.await("m-2", State.SENT).digest()).isNull();
    }

    @Test
    void bucketOfTwoAnHour_isEmpty_theThirdWaitsForItsToken() throws Exception {
        post.start(settings(smtp.port(), new MailLimit(2, Duration.ZERO), Unsure.RESEND));
        for (int i = 1; i <= 3; i++) {
            post.announce();
        }
        smtp.mail();
        smtp.mail();
        post.await("m-2", State.SENT);

        post.advance(Duration.ofMinutes(30).minusNanos(1));
        assertThat(smtp.waitingMails()).isZero();
        post.advance(Duration.ofNanos(1));

        assertThat(smtp.mail()).contains("Incident: i-3\n");
    }

    @Test
    void otherRecipients_areNotHeldBack() throws Exception {
        post.start(Post.limited(smtp.port(), "me@example.com", "you@example.com"));
        post.announce();

        assertThat(List.of(smtp.mail(), smtp.mail()))
                .anyMatch(mail -> mail.contains("To: me@example.com"))
                .anyMatch(mail -> mail.contains("To: you@example.com"));
    }

    @Test
    void digestOfUnknownEnd_isSentAgainWithTheSameId_byTheNextProcessToo() throws Exception {
        post.start(Post.limited(smtp.port(), "me@example.com"));
        for (int i = 1; i <= 3; i++) {
            post.announce();
        }
        smtp.mail();
        post.await("m-1", State.SENT);
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.advance(Duration.ofSeconds(10));
        String first = smtp.mail();
        post.await("m-4", State.SENDING);
        post.crash();

        post.resume(Post.limited(smtp.port(), "me@example.com"));

        assertThat(messageId(smtp.mail())).isEqualTo(messageId(first));
        post.await("m-4", State.SENT);
        post.await("m-2", State.FOLDED);
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void firstServerIsClosed_theNextOneGetsTheMailAtOnce() throws Exception {
        post.start(Post.clear(FreePort.find(), "me@example.com")
                .with(new Sending(
                        List.of(new Sending.Server("127.0.0.1", smtp.port())),
                        new MailLimit(3_600, Duration.ZERO),
                        Unsure.RESEND)));

        post.announce();
        smtp.mail();
        post.announce();

        assertThat(smtp.mail()).contains("Incident: i-2\n");
        assertThat(post.await("m-1", State.SENT).attempts()).isEqualTo(2);
        assertThat(post.await("m-2", State.SENT).attempts()).isEqualTo(1);
    }

    @Test
    void everyServerIsClosed_waitsThirtySecondsAfterEachRound() throws Exception {
        post.start(Post.clear(FreePort.find(), "me@example.com")
                .with(new Sending(
                        List.of(new Sending.Server("127.0.0.1", FreePort.find())),
                        new MailLimit(3_600, Duration.ZERO),
                        Unsure.RESEND)));
        post.announce();

        Mail waiting = post.await("m-1", mail -> mail.attempts() == 2 && mail.state() == State.PENDING);

        assertThat(waiting.nextAttempt()).isEqualTo(Post.NOON.plus(Duration.ofMinutes(1)));
    }

    @Test
    void mayHaveBeenTaken_whereRepeatsAreUnwanted_isDeadAndNotSentAgain() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(settings(smtp.port(), new MailLimit(3_600, Duration.ZERO), Unsure.HOLD));
        post.announce();
        smtp.mail();

        post.advance(Duration.ofMinutes(1));

        assertThat(post.await("m-1", State.DEAD).error()).startsWith("unsure: ");
        post.advance(Duration.ofDays(1));
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void stoppedInTheMiddle_whereRepeatsAreUnwanted_isDeadInTheNextProcess() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        MailSettings settings = settings(smtp.port(), new MailLimit(3_600, Duration.ZERO), Unsure.HOLD);
        post.start(settings);
        post.announce();
        smtp.mail();
        post.await("m-1", State.SENDING);
        post.crash();

        post.resume(settings);

        post.await("m-1", State.DEAD);
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void limits_outOfTheirRange_sayWhatIsExpected() {
        assertThatThrownBy(() -> new MailLimit(0, Duration.ZERO))
                .hasMessage("mail.per_hour: expected 1 to 3600, found 0");
        assertThatThrownBy(() -> new MailLimit(1, Duration.ofHours(2)))
                .hasMessage("mail.gather: expected 0s to 1h, found PT2H");
        assertThatThrownBy(() -> Sending.Server.of("host:port", 25))
                .hasMessage("expected host or host:port, found host:port");
    }

    private static MailSettings settings(int port, MailLimit limit, Unsure unsure) {
        return Post.clear(port, "me@example.com").with(new Sending(List.of(), limit, unsure));
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID"))
                .findFirst()
                .orElseThrow();
    }
}
