package dev.feedwarden.plugin.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.plugin.files.format.Header;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileNamesTest {

    @ParameterizedTest
    @CsvSource({
        "ETH-27DEC26-4000-C, ETH-27DEC26-4000-C",
        "../../etc/passwd, %2E.%2F..%2Fetc%2Fpasswd",
        "a b/c:d, a%20b%2Fc%3Ad",
        "1.5x, 1.5x",
        "ü%, %C3%BC%25",
        "., %2E"
    })
    void safe_ofAnyText_isOneFileName(String text, String name) {
        assertThat(FileNames.safe(text)).isEqualTo(name);
    }

    @Test
    void safe_ofLongTexts_staysShortAndDistinct() {
        String long1 = "x".repeat(400) + "1";
        String long2 = "x".repeat(400) + "2";

        assertThat(FileNames.safe(long1)).hasSizeLessThan(200).isNotEqualTo(FileNames.safe(long2));
        assertThat(FileNames.safe("")).isNotEmpty();
    }

    @Test
    void complete_standsInAFolderOfItsFeedAndDay() {
        Header header = Header.newBuilder()
                .setFeed("deribit")
                .setInstrument("ETH-1")
                .setJournal("0f8fad5b-d9cb-469f-a165-70867728950e")
                .setHour(1_767_322_800)
                .build();

        assertThat(FileNames.day(Path.of("d"), header)).isEqualTo(Path.of("d", "deribit", "2026-01-02"));
        assertThat(FileNames.complete(header)).isEqualTo("ETH-1.03.0f8fad5b.pb");
    }
}
