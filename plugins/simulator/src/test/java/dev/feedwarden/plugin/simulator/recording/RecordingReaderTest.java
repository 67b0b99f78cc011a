package dev.feedwarden.plugin.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingReaderTest {

    @TempDir
    private Path folder;

    @Test
    void read_wellFormed_handsLinesOverWithTimeAndText() throws Exception {
        Path file = Files.write(
                folder.resolve("a"),
                List.of(
                        "{\"t\":\"header\",\"config\":{}}",
                        "{\"t\":\"recv\",\"conn\":\"1\",\"ts\":1618677848.914957,\"data\":\"{}\"}"));
        List<RecordedLine> lines = new ArrayList<>();
        new RecordingReader(file).read(lines::add);

        assertThat(lines)
                .containsExactly(
                        new RecordedLine(1, "header", 0, ""),
                        new RecordedLine(2, "recv", 1_618_677_848_914_957L, "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"t\":\"recv\" | expected a JSON object",
                "{\"t\":\"odd\"} | t: expected header, http, connect, send or recv, found odd",
                "{\"t\":\"recv\",\"data\":\"x\"} | ts: expected seconds since 1970, found null",
                "{\"t\":\"recv\",\"ts\":-1,\"data\":\"x\"} | ts: expected seconds since 1970, found -1",
                "{\"t\":\"recv\",\"ts\":1,\"data\":7} | data: expected the text of a message, found 7"
            })
    void read_brokenLine_saysWhereAndWhat(String line, String error) throws Exception {
        Path file = Files.write(folder.resolve("b"), List.of("{\"t\":\"header\"}", line));

        assertThatThrownBy(() -> new RecordingReader(file).read(read -> {}))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(file + ":2: " + error);
    }
}
