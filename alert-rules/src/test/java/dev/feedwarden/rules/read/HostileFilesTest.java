package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.TestMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files that somebody made to hurt, and files that an accident spoiled: the reader says what is wrong, soon and with
 * little memory, and never throws.
 */
final class HostileFilesTest {

    private static final int MUTATIONS = 1_000;
    private static final String[] SCRAPS = {
        "&a",
        "*a",
        "!!java",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "\"",
        "'",
        "|",
        ">",
        "%",
        "@",
        "`",
        "\t",
        "\n",
        "\u0000",
        "\ud83d\ude00",
        "9999999999999999999999",
        "1e999",
        ".nan",
        "-.inf",
        "0x",
        "? ",
        "---",
        "...",
        "<<",
        "over",
        "of 99",
        "400d",
        "\\xZZ",
        "\\U00110000"
    };

    /** Not a figure: what a file of the corpus once took when a pattern went over it again and again. */
    private static final Duration HANGS = Duration.ofSeconds(20);

    @Test
    void read_hostileFiles_areRefused() {
        HostileCorpus.all().forEach((name, text) -> {
            List<Problem> problems = assertTimeoutPreemptively(HANGS, () -> read(text), name);

            assertThat(problems).as(name).isNotEmpty();
        });
    }

    @Test
    void read_spoiledFiles_neverThrow() throws IOException {
        List<String> seeds = new ArrayList<>();
        try (Stream<Path> shipped = Files.list(Path.of("rules"))) {
            for (Path file : shipped.sorted().toList()) {
                seeds.add(Files.readString(file));
            }
        }
        Random random = new Random(20261121);
        for (int i = 0; i < MUTATIONS; i++) {
            String seed = seeds.get(random.nextInt(seeds.size()));
            String spoiled = spoil(seed, random);
            try {
                assertThat(read(spoiled)).allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                });
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("mutation " + i + " of seed 20261121:\n" + spoiled, e);
            }
        }
    }

    /** A machine of its own reads them all with a heap of 16 MB, its own share included, besides the texts themselves. */
    @Test
    void read_hostileFiles_needNoMoreThanSixteenMegabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + (16 + corpusMegabytes()) + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Reader.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** Reads the whole corpus; an error ends the process with another code than 0. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            HostileCorpus.all().values().forEach(HostileFilesTest::read);
        }
    }

    /** With two bytes a letter, rounded up. */
    private static long corpusMegabytes() {
        return HostileCorpus.all().values().stream().mapToLong(String::length).sum() / (512 * 1024) + 1;
    }

    private static String spoil(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(4) + 1; i > 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(128));
            }
        }
        return text.toString();
    }

    private static List<Problem> read(String text) {
        Catalog catalog = new Catalog(TestMetrics.all(), Map.of("deribit", "deribit"), Set.of("cache-responses"));
        return new RuleReader(catalog, 1)
                .read(List.of(new RuleFile("hostile.yaml", text)))
                .problems();
    }
}
