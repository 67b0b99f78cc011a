package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]");

    /** What is dangerous, and what lies beside it. */
    private static final String POOL =
            "\r\n\t\0\u0008\u001f\u007f\u0080\u0085\u009f\u2028\u2029\u202e\ud83d\udd34\ud800\udc00 ab:<>@,;=?\"äß€";

    @ParameterizedTest
    @CsvSource({
        "'a\r\nBcc: x@y', a Bcc: x@y",
        "'a\nb', a b",
        "'\u0085\u2028a\u2029\u0000', a",
        "'a\ud83d', a",
        "'a \ud83d\udd34 b', a ? b",
        "'  a   b  ', a b",
        "'für', für",
    })
    void line_ofText_isOneCleanLine(String text, String line) {
        assertThat(HeaderText.line(text, 100)).isEqualTo(line);
    }

    @Test
    void line_tooLong_isCutWithDots() {
        assertThat(HeaderText.line("abcdefghij", 10)).isEqualTo("abcdefghij");
        assertThat(HeaderText.line("abcdefghijk", 10)).isEqualTo("abcdefg...");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void line_ofAnything_neverHoldsWhatBreaksAHeader(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            int most = 3 + random.nextInt(60);

            String line = HeaderText.line(text, most);

            assertThat(FORBIDDEN.matcher(line).find())
                    .as("seed %s, %s", seed, text)
                    .isFalse();
            assertThat(line.length()).isLessThanOrEqualTo(most);
            assertThat(line).isEqualTo(line.strip());
            assertThat(HeaderText.line(line, most)).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void token_ofAnything_isAnAtom(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            assertThat(HeaderText.token(text(random))).matches("[A-Za-z0-9.-]+");
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(80);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(4) == 0
                            ? (char) random.nextInt(0x10000)
                            : POOL.charAt(random.nextInt(POOL.length())));
        }
        return text.toString();
    }
}
