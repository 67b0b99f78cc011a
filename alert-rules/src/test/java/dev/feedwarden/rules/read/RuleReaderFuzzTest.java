package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedwarden.rules.TestMetrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever a rule file holds: the reader says what is wrong and where, and never throws. Runs over the inputs in {@code
 * RuleReaderFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment it looks for others.
 */
final class RuleReaderFuzzTest {

    private final RuleReader reader =
            new RuleReader(new Catalog(TestMetrics.all(), Map.of("deribit", "deribit"), Set.of("cache-responses")), 1);

    @FuzzTest(maxDuration = "1m")
    void read_anyBytes_isSettled(byte[] bytes) {
        RuleFiles read = reader.read(List.of(new RuleFile("fuzz.yaml", new String(bytes, StandardCharsets.UTF_8))));

        assertThat(read.problems()).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("fuzz.yaml");
            assertThat(problem.toString()).startsWith("fuzz.yaml:");
        });
    }
}
