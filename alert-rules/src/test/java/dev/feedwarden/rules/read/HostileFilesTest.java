package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.TestMetrics;
import dev.feedwarden.rules.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private static final int MUTATIONS = 3_000;
    private static final int LONGEST = Yaml.LONGEST;
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
        corpus().forEach((name, text) -> {
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
            corpus().values().forEach(HostileFilesTest::read);
        }
    }

    /** With two bytes a letter, rounded up. */
    private static long corpusMegabytes() {
        return corpus().values().stream().mapToLong(String::length).sum() / (512 * 1024) + 1;
    }

    private static Map<String, String> corpus() {
        Map<String, String> corpus = new LinkedHashMap<>();
        corpus.put("empty", "");
        corpus.put("a byte order mark", "\ufeff");
        corpus.put("aliases that grow", bomb());
        corpus.put("an alias of itself", "a: &a [*a]\n");
        corpus.put("deep lists", "[".repeat(60_000));
        corpus.put("deep mappings", "{a: ".repeat(15_000));
        corpus.put("deep blocks", blocks());
        corpus.put("too long", "#".repeat(LONGEST + 1));
        corpus.put("a long line", "a: " + "x".repeat(LONGEST - 3));
        corpus.put("a long key", "x".repeat(LONGEST - 3) + ": a");
        corpus.put("many keys", many("k%d: 1\n", LONGEST));
        corpus.put("the same key", many("k: 1\n", LONGEST));
        corpus.put("many rules that are wrong", "version: 1\nrules:\n" + many("  r%d: {}\n", LONGEST - 40));
        corpus.put(
                "many ladders", "version: 1\nladders:\n" + many("  l%d: {steps: [{after: x, do: y}]}\n", LONGEST - 60));
        corpus.put(
                "many causes in a row",
                "version: 1\nrules:\n"
                        + many(
                                "  r%1$d: {metric: feed.ticks, of: a, measure: age, red: '> 1s', needs: [r%2$d]}\n",
                                LONGEST - 120));
        corpus.put("a huge number", "version: " + "9".repeat(60_000));
        corpus.put("a huge hexadecimal number", "version: 0x" + "f".repeat(60_000));
        corpus.put("huge exponents", "version: 1e999999999\ntime_scale: 1e-999999999\n");
        corpus.put("a huge threshold", rule("last", "> " + "9".repeat(60_000)));
        corpus.put("a threshold of many sides", rule("last", "> 1" + " or > 1".repeat(7_000)));
        corpus.put("a threshold of blanks", rule("last", ">" + " ".repeat(60_000) + "x"));
        corpus.put("a measure of blanks", rule("count" + " ".repeat(60_000) + "over", "> 1"));
        corpus.put("a measure of many words", rule("count over 1h ".repeat(4_000), "> 1"));
        corpus.put("control characters", "version: \u0001\u0002\u0000");
        corpus.put("half a surrogate", "version: \ud83d");
        corpus.put("tags", "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost']]");
        corpus.put("many documents", "---\na: 1\n".repeat(7_000));
        corpus.put("many quotes", "\"".repeat(60_001));
        corpus.put("escapes", "a: \"" + "\\u0041".repeat(10_000));
        corpus.put("many question marks", "? ".repeat(30_000));
        corpus.put("many dashes", "- ".repeat(30_000));
        corpus.put("many merge keys", "<<: {}\n".repeat(8_000));
        return corpus;
    }

    private static String rule(String measure, String red) {
        return "version: 1\nrules:\n  r: {metric: feed.ticks, of: a, measure: \"" + measure + "\", red: \"" + red
                + "\"}\n";
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        return text.toString();
    }

    private static String blocks() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; text.length() + depth + 4 < LONGEST; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }
        return text.toString();
    }

    private static String many(String line, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; ; i++) {
            String next = String.format(line, i, i + 1);
            if (text.length() + next.length() > most) {
                return text.toString();
            }
            text.append(next);
        }
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
