package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorProviderTest {

    @TempDir
    private Path folder;

    @Test
    void check_nothing_isTaken() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"exchange, kraken", "speed, slow"})
    void check_unknownWord_isRefused(String name, String value) {
        assertThatThrownBy(() -> check(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("services.venue." + name + ": expected")
                .hasMessageContaining("found '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({"port, 65536", "instruments, 19", "ticks_per_second, 0"})
    void check_numberOutOfRange_isRefused(String name, int value) {
        assertThatThrownBy(() -> check(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("services.venue." + name);
    }

    @Test
    void check_absentRecording_namesTheFile() {
        Path file = folder.resolve("nope");

        assertThatThrownBy(() -> check(Map.of("recording", file.toString())))
                .isInstanceOf(SettingException.class)
                .hasMessage("services.venue.recording: expected a recorded session, found " + file + ": no such file");
    }

    @Test
    void check_brokenRecording_namesTheLine() throws Exception {
        Path file = Files.writeString(folder.resolve("session"), "{\"t\":\"header\"}\nbroken\n");

        assertThatThrownBy(() -> check(Map.of("recording", file.toString())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("found " + file + ":2: expected a JSON object, found 'broken'");
    }

    private static void check(Map<String, ?> values) {
        new SimulatorProvider().check(Settings.of("services.venue", values));
    }
}
