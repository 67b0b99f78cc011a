package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.history.Mail;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void of_severalLevels_isNamedAfterTheWorstAndListsAllInTheirOrder() {
        Mail digest = Digest.of(
                "m-9",
                List.of(
                        mail(1, "i-1", "[GREEN] ib: over after 2 s: No data"),
                        mail(2, "i-2", "[RED] deribit: No tick from Deribit (10 min)"),
                        mail(3, "i-1", "[YELLOW] ib: No data (12 s)")),
                new MessageIds("example.com"),
                Post.NOON);

        assertThat(digest.subject())
                .isEqualTo("[RED] 3 alerts of 2 incidents: [RED] deribit: No tick from Deribit (10 min)");
        assertThat(digest.text()).containsSubsequence("[GREEN] ib", "[RED] deribit", "[YELLOW] ib");
        assertThat(digest.isDigest()).isTrue();
    }

    private static Mail mail(int number, String incident, String subject) {
        return new Mail(
                "m-" + number,
                incident,
                "me@example.com",
                subject,
                "text",
                "<p>html</p>",
                "<" + number + "@example.com>",
                null,
                Mail.State.PENDING,
                0,
                Post.NOON.plusSeconds(number),
                Post.NOON,
                null,
                null,
                null);
    }
}
