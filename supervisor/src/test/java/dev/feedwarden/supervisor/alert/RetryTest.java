package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.Failure.Kind;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {

    private static final Failure BUSY = new Failure(Kind.BUSY, "451");

    @Test
    void busy_forDays_waitsLongerAndLongerAndIsDeadAfterFiveDays() {
        Mail mail = mail();
        Instant now = Post.NOON;
        List<Long> waits = new ArrayList<>();
        while (mail.state() == State.PENDING) {
            mail = failed(mail, now);
            Instant next = mail.nextAttempt();
            if (next != null) {
                waits.add(Duration.between(now, next).toSeconds());
                now = next;
            }
        }

        assertThat(waits.subList(0, 8)).containsExactly(30L, 60L, 120L, 300L, 600L, 900L, 900L, 900L);
        assertThat(mail.state()).isEqualTo(State.DEAD);
        assertThat(Duration.between(Post.NOON, now)).isBetween(Duration.ofDays(5), Duration.ofMinutes(5 * 1440 + 15));
    }

    @Test
    void clockJumpsByAYear_doesNotKillAYoungMail() {
        Mail once = failed(mail(), Post.NOON.plus(Duration.ofDays(365)));

        assertThat(once.state()).isEqualTo(State.PENDING);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"SENT", "DEAD", "KEPT", "FOLDED", "SENDING"})
    void begun_ofAMailThatIsNotWaiting_throws(State state) {
        Mail mail =
                new Mail("m-1", "i", "a@b", "s", "t", "h", "<m>", null, state, 0, Post.NOON, null, null, null, null);

        assertThatThrownBy(() -> Delivery.begun(mail)).hasMessage("mail m-1 cannot go from " + state + " to SENDING");
    }

    @ParameterizedTest
    @CsvSource({
        "recipient address not accepted, 450, BUSY",
        "sending data failed, 421, BUSY",
        "recipient address not accepted, 550, REFUSED",
        "sending data failed, 554, REFUSED",
        "sender address not accepted, 530, AUTH",
        "AUTH PLAIN failed, 535, AUTH",
        "AUTH PLAIN failed, 454, SERVER",
        "got error response, 554, SERVER",
    })
    void answers_areClassedByCodeAndByWhatTheyAnswer(String message, int code, Kind kind) {
        Throwable answer = new SMTPException(message, code, List.of(code + " text"), false);

        assertThat(Failure.of(answer).kind()).isEqualTo(kind);
    }

    @Test
    void breaks_areClassedByWhetherTheMailMayHaveBeenTaken() {
        assertThat(Failure.of(new ConnectException("refused")).kind()).isEqualTo(Kind.SERVER);
        assertThat(Failure.of(new SSLHandshakeException("expired")).kind()).isEqualTo(Kind.INSECURE);
        assertThat(Failure.of(new IOException("socket was closed unexpected.")).kind())
                .isEqualTo(Kind.UNSURE);
        assertThat(Failure.of(new IllegalArgumentException("invalid email address"))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void queue_olderMailOfTheRecipientWaits_laterOnesWaitToo_untilItHasFailedFiveTimes() {
        MailQueue queue = new MailQueue(10);
        var pace = new RecipientPace(MailLimit.DEFAULT);
        Mail first = mail();
        Mail second = new Mail(
                "m-2",
                "i",
                first.to(),
                "s",
                "t",
                "h",
                "<n>",
                null,
                State.PENDING,
                0,
                Post.NOON,
                null,
                null,
                null,
                null);
        for (int attempt = 1; attempt <= 4; attempt++) {
            first = failed(first, Post.NOON);
        }
        queue.offer(first, 1_000);
        queue.offer(second, 0);
        assertThat(queue.next(10, pace)).isNull();
        assertThat(queue.untilNext(10, pace)).isEqualTo(990);

        queue.replace(failed(first, Post.NOON), 1_000);

        assertThat(queue.next(10, pace)).isEqualTo(second);
    }

    private static Mail failed(Mail mail, Instant now) {
        Mail sending = Delivery.begun(mail);
        return Delivery.failed(
                sending, State.PENDING, BUSY, Unsure.RESEND, RetryPolicy.wait(BUSY, sending.attempts()), now);
    }

    private static Mail mail() {
        return new MailComposer(Post.clear(25, "me@example.com"), Routing.to(List.of("me@example.com")), () -> 1)
                .compose(Post.announcement(Occasion.REACHED, Post.incident(1, false)))
                .get(0);
    }
}
