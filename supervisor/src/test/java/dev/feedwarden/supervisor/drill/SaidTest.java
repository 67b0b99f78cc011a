package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaidTest {

    private static final String INFO = "2026-11-27T11:43:47.132Z INFO  PluginHost plugin=postgres state=STARTED";
    private static final String WARN = "2026-11-27T11:43:48.132Z WARN  Check check=cache error=\"wrong password\"";

    @TempDir
    private Path folder;

    @Test
    void why_isTheCause_notWhatIsUsual() throws Exception {
        assertThat(why(INFO, WARN, INFO, "/x/feedwarden.yaml:2:27: checks.c.uri: expected", INFO))
                .isEqualTo(WARN + " / /x/feedwarden.yaml:2:27: checks.c.uri: expected");
    }

    @Test
    void why_nothingIsUnusual_isTheEnd() throws Exception {
        assertThat(why(INFO)).isEqualTo(INFO);
    }

    @Test
    void why_muchIsUnusual_isTheLastOfIt() throws Exception {
        assertThat(why("1", "2", "3", "4", "5", "6", "7")).isEqualTo("2 / 3 / 4 / 5 / 6 / 7");
    }

    private String why(String... lines) throws Exception {
        return Said.why(Files.writeString(folder.resolve("log"), String.join("\n", lines)));
    }
}
