package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.trial.EngineBench;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.rules.trial.TrialRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rule tests that are shipped, as far as levels and values go. */
final class ShippedTrialsTest {

    @TestFactory
    Stream<DynamicTest> shippedTest_itsRules_sayWhatItExpects() throws IOException {
        TrialRunner runner = new TrialRunner(
                TestMetrics.all(), Set.of("cache-responses"), ShippedTrialsTest::open, EngineBench::new);
        try (Stream<Path> children = Files.list(Path.of("tests"))) {
            List<Path> files = children.sorted().toList();
            assertThat(files).isNotEmpty();
            return files.stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                        TrialReport report = runner.run(file.toString(), Files.readString(file));
                        assertThat(report.problems()).isEmpty();
                        assertThat(report.results())
                                .isNotEmpty()
                                .allSatisfy(
                                        result -> assertThat(result.failures()).isEmpty());
                    }));
        }
    }

    private static RuleFile open(String test, String path) throws IOException {
        Path file = Path.of(test).resolveSibling(path);
        return new RuleFile(file.toString(), Files.readString(file));
    }
}
