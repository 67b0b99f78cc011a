package dev.feedwarden.plugin.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JournalEntryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'__REALTIME_TIMESTAMP':'7','PRIORITY':'3','MESSAGE':'a'}|a|true",
                "{'__REALTIME_TIMESTAMP':'7','PRIORITY':'4','MESSAGE':'a'}|a|false",
                "{'__REALTIME_TIMESTAMP':'7','MESSAGE':[195,164]}|\u00e4|false",
                "{'__REALTIME_TIMESTAMP':'7','MESSAGE':null}|''|false",
                "{'__REALTIME_TIMESTAMP':'7'}|''|false"
            })
    void of_entry_isRead(String line, String message, boolean error) {
        assertThat(JournalEntry.of(line.replace('\'', '"'))).isEqualTo(new JournalEntry(7, message, error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No journal files were found.", "{}", "[]", "{\"__REALTIME_TIMESTAMP\":\"x\"}"})
    void of_noEntry_isRefused(String line) {
        assertThatThrownBy(() -> JournalEntry.of(line)).isInstanceOf(RuntimeException.class);
    }
}
