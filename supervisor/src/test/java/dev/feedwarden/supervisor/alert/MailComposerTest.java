package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {

    private final AtomicLong numbers = new AtomicLong(40);
    private final MailSettings settings = new MailSettings(
            "smtp.example.com",
            587,
            Security.REQUIRED,
            null,
            null,
            null,
            "warden@example.com",
            List.of("me@example.com", "you@example.com"),
            URI.create("https://warden.example.com/"));
    private final MailComposer composer =
            new MailComposer(settings, Routing.to(settings.to()), numbers::incrementAndGet);

    @ParameterizedTest
    @CsvSource({
        "REACHED, RED, '[RED] deribit: No tick from Deribit (12 s)'",
        "REACHED, YELLOW, '[YELLOW] deribit: No tick from Deribit (12 s)'",
        "WARNED, YELLOW, '[YELLOW] deribit: No tick from Deribit (12 s)'",
        "WARNED, RED, '[RED] deribit: No tick from Deribit (12 s)'",
        "ESCALATED, YELLOW, '[RED] deribit: a person is needed: No tick from Deribit (12 s)'",
        "RESOLVED, GREEN, '[GREEN] deribit: over after 12 s: No tick from Deribit'",
    })
    void subject_ofEachOccasion(Occasion occasion, Level level, String subject) {
        Announcement announcement = new Announcement(
                occasion,
                Post.incident(1, true),
                level,
                Severity.WARNING,
                "No tick from Deribit",
                "12 s",
                List.of(),
                null,
                Post.NOON);

        assertThat(composer.compose(announcement).get(0).subject()).isEqualTo(subject);
    }

    @Test
    void subject_longSentence_isCutAndKeepsTheValue() {
        Announcement announcement = new Announcement(
                Occasion.REACHED,
                Post.incident(1, true),
                Level.RED,
                Severity.CRITICAL,
                "word ".repeat(60),
                "12 s",
                List.of(),
                null,
                Post.NOON);

        assertThat(composer.compose(announcement).get(0).subject())
                .hasSizeLessThanOrEqualTo(120)
                .endsWith("... (12 s)");
    }

    @Test
    void compose_firstAndLater_formOneThreadForEachRecipient() {
        Incident told = Post.incident(1, true);

        List<Mail> first = composer.compose(Post.announcement(Occasion.REACHED, Post.incident(1, false)));
        List<Mail> later = composer.compose(Post.announcement(Occasion.RESOLVED, told));

        assertThat(first).extracting(Mail::id).containsExactly("m-41", "m-42");
        assertThat(first).extracting(Mail::to).containsExactly("me@example.com", "you@example.com");
        assertThat(first).extracting(Mail::inReplyTo).containsOnlyNulls();
        assertThat(first).extracting(Mail::state).containsOnly(State.PENDING);
        assertThat(later)
                .extracting(Mail::inReplyTo)
                .containsExactly(first.get(0).messageId(), first.get(1).messageId());
        assertThat(List.of(first.get(0), first.get(1), later.get(0), later.get(1)))
                .extracting(Mail::messageId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("<[A-Za-z0-9.-]+@example\\.com>"));
    }

    @Test
    void compose_noServer_keeps() {
        MailComposer keeping = new MailComposer(
                MailSettings.kept(null), Routing.to(List.of("operator@localhost")), numbers::incrementAndGet);

        List<Mail> mails = keeping.compose(Post.announcement(Occasion.REACHED, Post.incident(1, false)));

        assertThat(mails).extracting(Mail::state).containsExactly(State.KEPT);
        assertThat(mails).extracting(Mail::nextAttempt).containsOnlyNulls();
    }

    @Test
    void text_tellsCauseSinceValueTriedNextAndLink() {
        Mail mail = composer.compose(Post.announcement(Occasion.REACHED, Post.incident(1, false)))
                .get(0);

        assertThat(mail.text()).isEqualTo("""
                        RED  deribit: No tick from Deribit

                        The level is red now.

                        Value:    12 s
                        Since:    2026-11-21 11:59:48 UTC, for 12 s
                        Severity: critical
                        Rule:     deribit-silence
                        Incident: i-1
                        Next:     restart-streams in 3 min

                        What happened:
                          2026-11-21 11:59:48 UTC  change: green -> red
                          2026-11-21 12:00:00 UTC  action: warn <b>&

                        https://warden.example.com/incidents/i-1
                        """);
    }

    @Test
    void html_escapesAndLoadsNothing() {
        String html = composer.compose(Post.announcement(Occasion.REACHED, Post.incident(1, false)))
                .get(0)
                .html();

        assertThat(html)
                .contains("action: warn &lt;b&gt;&amp;")
                .contains("content=\"light dark\"")
                .contains("<a href=\"https://warden.example.com/incidents/i-1\">")
                .doesNotContain("<img", "<link", "<script", "url(");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void headers_ofHostileTexts_holdOneLineEach(long seed) {
        Random random = new Random(seed);
        String plain = headerNames("x", "x", "x");
        for (int i = 0; i < 500; i++) {
            assertThat(headerNames(hostile(random), hostile(random), hostile(random)))
                    .as("seed %s, round %s", seed, i)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-at", "a@b\r\nBcc: c@d", "a@b\u2028", "a b@c", "@c", "a@b,c@d"})
    void settings_badAddress_saysWhere(String address) {
        assertThatThrownBy(() -> Post.clear(25, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mail.to: expected an address");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7199, 119 min", "7200, 2 h 0 min", "172800, 2 d 0 h"})
    void span_isForAPerson(long seconds, String text) {
        assertThat(SpanText.of(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    /** The header lines of the encoded mail, folded lines joined, without their values. */
    private String headerNames(String subject, String about, String value) {
        Incident incident = new Incident(
                "i-1" + about,
                value,
                subject,
                Level.RED,
                Post.NOON,
                null,
                true,
                null,
                "i-1" + about,
                Attention.NONE,
                List.of());
        Mail mail = composer.compose(new Announcement(
                        Occasion.WARNED,
                        incident,
                        Level.RED,
                        Severity.CRITICAL,
                        about,
                        value,
                        List.of(about),
                        null,
                        Post.NOON))
                .get(0);
        String encoded = new MailEncoder(Envelope.of(mail, settings.from()), "example.com").encode();
        return encoded.substring(0, encoded.indexOf("\n\n"))
                .lines()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .toList()
                .toString();
    }

    private static String hostile(Random random) {
        String[] parts = {"\r\n", "\n", "\r", "Bcc: x@y.z", "\u0085", "\u2028", "\ud83d", "\n\n", " ", "ä", "a", "\0"};
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
