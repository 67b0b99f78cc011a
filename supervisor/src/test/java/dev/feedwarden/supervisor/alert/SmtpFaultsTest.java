package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of mail servers over their whole length, in virtual time. One attempt of each is in {@code MailOutboxTest}, further
 * servers and {@code hold} in {@code MailLimitTest}, certificates in {@code MailTlsTest}.
 */
class SmtpFaultsTest {

    private static final Duration LIFE = Duration.ofDays(5);

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
    void down_forAWhile_keepsEveryMailAndShowsItsAge_andSendsEachOnceWithoutANoteAfterwards() throws Exception {
        int port = FreePort.find();
        post.start(Post.clear(port, "me@example.com"));
        for (int i = 1; i <= 3; i++) {
            post.announce();
        }
        for (int i = 1; i <= 4; i++) {
            int attempt = i;
            Mail waiting = post.await("m-1", mail -> mail.attempts() == attempt && mail.state() == State.PENDING);
            assertThat(waiting.error()).startsWith("server: ");
            assertThat(post.backlog().mails()).isEqualTo(3);
            assertThat(post.backlog().oldestSeconds()).isEqualTo((double)
                    Duration.between(Post.NOON, post.timers.now()).toSeconds());
            if (i < 4) {
                post.advance(Duration.between(post.timers.now(), waiting.nextAttempt()));
            }
        }

        smtp = new ScriptedSmtp(post.vertx, port);
        post.advance(Duration.ofMinutes(15));

        for (int i = 1; i <= 3; i++) {
            post.await("m-" + i, State.SENT);
        }
        assertThat(List.of(smtp.mail(), smtp.mail(), smtp.mail()))
                .noneMatch(mail -> mail.contains("may be a repeat"))
                .anyMatch(mail -> mail.contains("Incident: i-1\n"))
                .anyMatch(mail -> mail.contains("Incident: i-2\n"))
                .anyMatch(mail -> mail.contains("Incident: i-3\n"));
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void greylisted_forFiveDays_isTriedAtTheStatedTimes_thenDeadAndVisible() throws Exception {
        post.start(Post.clear(smtp.port(), "me@example.com"));
        smtp.always("RCPT", "451 4.7.1 later");
        post.announce();
        List<Long> waits = new ArrayList<>();
        Mail mail = post.await("m-1", row -> row.attempts() == 1 && row.error() != null);
        while (mail.state() == State.PENDING) {
            Duration wait = Duration.between(post.timers.now(), mail.nextAttempt());
            waits.add(wait.toSeconds());
            int attempt = mail.attempts() + 1;
            post.advance(wait);
            mail = post.await("m-1", row -> row.attempts() == attempt && row.state() != State.SENDING);
        }

        assertThat(waits.subList(0, 6)).containsExactly(30L, 60L, 120L, 300L, 600L, 900L);
        assertThat(waits.subList(6, waits.size())).containsOnly(900L);
        assertThat(mail.state()).isEqualTo(State.DEAD);
        assertThat(mail.error()).contains("451");
        assertThat(Duration.between(Post.NOON, post.timers.now())).isBetween(LIFE, LIFE.plusMinutes(15));
        assertThat(post.count("feedwarden.mail.dead")).isEqualTo(1);
        assertThat(post.backlog().mails()).isZero();
        assertThat(smtp.waitingMails()).isZero();
    }

    @Test
    void wrongPassword_andNewProcessesMeanwhile_isTriedThreeTimesAnHourAndAtNoOtherServer() throws Exception {
        var other = new ScriptedSmtp(post.vertx);
        smtp.extensions("AUTH PLAIN");
        smtp.always("AUTH", "535 5.7.8 no");
        MailSettings settings = new MailSettings(
                        "127.0.0.1",
                        smtp.port(),
                        Security.DISABLED,
                        "me",
                        new Secret("wrong"),
                        null,
                        "warden@example.com",
                        List.of("me@example.com", "you@example.com"),
                        null)
                .with(new Sending(
                        List.of(new Sending.Server("127.0.0.1", other.port())),
                        new MailLimit(3_600, Duration.ZERO),
                        Unsure.RESEND));
        post.start(settings);
        post.announce();
        post.await("m-1", mail -> mail.error() != null && mail.state() == State.PENDING);

        for (int minute = 1; minute < 60; minute++) {
            if (minute % 7 == 0) {
                ScriptedSmtp.await(post.closeOutbox());
                post.crash();
                post.resume(settings);
            }
            post.advance(Duration.ofMinutes(1));
            int tries = 1 + minute / 20;
            post.await(
                    mails -> tried("AUTH") == tries && mails.stream().allMatch(mail -> mail.state() == State.PENDING));
        }

        assertThat(tried("AUTH")).isEqualTo(3);
        assertThat(other.commands()).isEmpty();
    }

    @Test
    void silentAfterTheFinalDot_atTheRepeatToo_isGivenTenMinutesTheSecondTime() throws Exception {
        smtp.answer(".", ScriptedSmtp.SILENCE);
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(Post.clear(smtp.port(), "me@example.com"));
        Mail row = post.announce(Post.announcement(Occasion.REACHED, Post.incident(1, false)))
                .get(0);
        smtp.mail();
        post.advance(Duration.ofMinutes(1));
        post.await("m-1", State.UNKNOWN);
        post.advance(Duration.ofSeconds(30));
        assertThat(smtp.mail()).contains("Message-ID: " + row.messageId() + "\n");
        post.await("m-1", State.SENDING);

        post.advance(Duration.ofMinutes(10).minusNanos(1));
        assertThat(post.await("m-1", State.SENDING).attempts()).isEqualTo(2);
        post.advance(Duration.ofNanos(1));

        assertThat(post.await("m-1", State.UNKNOWN).error()).isEqualTo("unsure: no answer within 10 min");
    }

    @Test
    void firstServerGoesSilentAfterTheDot_theRepeatGoesToTheNextOne() throws Exception {
        var other = new ScriptedSmtp(post.vertx);
        smtp.answer(".", ScriptedSmtp.SILENCE);
        post.start(Post.clear(smtp.port(), "me@example.com")
                .with(new Sending(
                        List.of(new Sending.Server("127.0.0.1", other.port())),
                        new MailLimit(3_600, Duration.ZERO),
                        Unsure.RESEND)));
        post.announce();
        String first = smtp.mail();
        post.advance(Duration.ofMinutes(1));
        post.await("m-1", State.UNKNOWN);
        post.advance(Duration.ofSeconds(30));

        String repeat = other.mail();
        assertThat(repeat).contains("(may be a repeat)");
        assertThat(messageId(repeat)).isEqualTo(messageId(first));
        post.await("m-1", State.SENT);
    }

    @Test
    void fallbackServer_refusesTheRecipient_isDeadAfterTheFirstDidNotServe() throws Exception {
        smtp.answer("RCPT", "550 5.1.1 no such user");
        post.start(Post.clear(FreePort.find(), "me@example.com")
                .with(new Sending(
                        List.of(new Sending.Server("127.0.0.1", smtp.port())),
                        new MailLimit(3_600, Duration.ZERO),
                        Unsure.RESEND)));
        post.announce();

        assertThat(post.await("m-1", State.DEAD).error()).startsWith("refused: ");
        post.advance(Duration.ofDays(1));
        assertThat(smtp.waitingMails()).isZero();
    }

    private long tried(String command) {
        return smtp.commands().stream().filter(line -> line.startsWith(command)).count();
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID"))
                .findFirst()
                .orElseThrow();
    }
}
