package dev.feedwarden.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlTest {

    private final Problems problems = new Problems();

    @Test
    void parse_mapping_knowsPlacesAndTypes() {
        Mapping root = (Mapping) parse("""
                name: feed   # words
                list: [1, 'two', true]
                deep:
                  empty:
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(value(root, "name")).isEqualTo(new Scalar(at(1, 7), "feed", Scalar.Type.TEXT));
        assertThat(((Sequence) value(root, "list")).items())
                .containsExactly(
                        new Scalar(at(2, 8), "1", Scalar.Type.NUMBER),
                        new Scalar(at(2, 11), "two", Scalar.Type.TEXT),
                        new Scalar(at(2, 18), "true", Scalar.Type.BOOLEAN));
        Mapping deep = (Mapping) value(root, "deep");
        assertThat(deep.place()).isEqualTo(at(4, 3));
        assertThat(((Scalar) value(deep, "empty")).type()).isEqualTo(Scalar.Type.NULL);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-2.5,-2.5", "0x1F,31", "0o17,15", "1e3,1000", ".5,0.5", "-.inf,-Infinity", ".nan,NaN"})
    void number_coreSchema_isRead(String text, double expected) {
        assertThat(((Scalar) parse(text)).number()).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"yes", "on", "1h", "'\"5\"'", "0b1", "2026-11-21"})
    void parse_whatCoreSchemaDoesNotKnow_isText(String text) {
        assertThat(((Scalar) parse(text)).type()).isEqualTo(Scalar.Type.TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a: 1\\na: 2| f.yaml:2:1: key 'a' occurs again; first in line 1",
                "a: &x 1| f.yaml:1:4: expected a value, found an anchor; write values out where they are used",
                "a: *x| f.yaml:1:4: expected a value, found an alias; write it out",
                "a: !!str 5| f.yaml:1:4: expected a value, found the tag 'tag:yaml.org,2002:str'",
                "[a]: 1| f.yaml:1:1: expected a plain key, found a list",
                "a: 1\\n---\\nb: 2| f.yaml:2:1: expected one document, found another",
                "a: [1, 2| f.yaml:1:9: not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>",
                "a: 'b| f.yaml:1:6: not YAML: while scanning a quoted scalar, found unexpected end of stream",
                "a: b: c| f.yaml:1:5: not YAML: mapping values are not allowed here",
                "a: 1\\nb: \\a| f.yaml:2:4: not YAML: character U+0007 is not allowed",
                "~~| f.yaml:1:1: expected a mapping, found an empty file",
            })
    void parse_whatIsRefused_isToldWithItsPlace(String text, String problem) {
        parse(text.replace("\\n", "\n").replace("\\a", "\u0007"));

        assertThat(problems.list()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void parse_twentyLevels_isAccepted() {
        assertThat(parse("[".repeat(Yaml.DEEPEST) + "]".repeat(Yaml.DEEPEST))).isNotNull();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void parse_oneLevelMore_isRefusedWhereItBegins() {
        assertThat(parse("[".repeat(Yaml.DEEPEST + 1) + "]".repeat(Yaml.DEEPEST + 1)))
                .isNull();
        assertThat(problems.list()).containsExactly(at(1, 21).problem("expected at most 20 levels, found more"));
    }

    @Test
    void parse_tooLong_isRefused() {
        assertThat(parse("a".repeat(Yaml.LONGEST + 1))).isNull();
        assertThat(problems.list()).containsExactly(at(1, 1).problem("expected at most 65536 characters, found 65537"));
    }

    @Test
    void parse_escapeOfNoCharacter_isRefused() {
        assertThat(parse("\"\\UFFFFFFFF\"")).isNull();
        assertThat(problems.count()).isEqualTo(1);
    }

    @Test
    void problems_veryMany_areCountedAndTheFirstKept() {
        parse("a: 1\n".repeat(Problems.MOST + 6));

        assertThat(problems.count()).isEqualTo(Problems.MOST + 5);
        assertThat(problems.list()).hasSize(Problems.MOST + 1);
        assertThat(problems.list().get(Problems.MOST).what()).isEqualTo("and 5 more problems in this file");
    }

    @Test
    void parse_anyText_neverThrows() {
        Random random = new Random(20_261_121);
        String alphabet = "ab:-[]{}'\"\\>|&*!%@#,? \n\t0x1u\u0000\uD800\u2028";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Problems found = new Problems();
            Node root = Yaml.parse("f.yaml", text.toString(), found);
            assertThat(root != null || found.count() > 0).as(text.toString()).isTrue();
        }
    }

    @Test
    void fields_wrongTypesAndUnknownKeys_areToldTogether() {
        Mapping root = (Mapping) parse("{yelow: 1, hold: [], mail: x, about: 5, red: ' ', on: true}");
        Fields fields = new Fields(root, problems);
        fields.require("metric");
        fields.node("yellow");
        fields.mapping("hold");
        fields.sequence("mail");
        fields.text("about");
        fields.text("red");
        fields.number("info");
        assertThat(fields.truth("on").truth()).isTrue();
        fields.end();

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yaml:1:1: missing key 'metric'",
                        "f.yaml:1:18: expected a mapping for 'hold', found a list",
                        "f.yaml:1:28: expected a list for 'mail', found 'x'",
                        "f.yaml:1:38: expected text for 'about', found 5",
                        "f.yaml:1:46: expected text for 'red', found ' '",
                        "f.yaml:1:2: unknown key 'yelow'; did you mean 'yellow'?");
    }

    @Test
    void among_nothingNear_listsWhatThereIs() {
        assertThat(Suggestion.among(List.of("b", "a"), "zzzzzz")).isEqualTo("; known: a, b");
        assertThat(Suggestion.among(List.of(), "zzzzzz")).isEmpty();
        assertThat(Suggestion.among(List.of("feed"), "fede")).isEqualTo("; did you mean 'feed'?");
    }

    @Test
    void unknown_veryManyKnownNames_ofThatFileNoMoreIsSought() {
        List<String> known = IntStream.range(0, 2_000)
                .mapToObj(i -> String.format("rule-%05d", i))
                .toList();
        for (int line = 1; line <= 50; line++) {
            problems.unknown("rule", new Scalar(at(line, 1), "rule-0000x", Scalar.Type.TEXT), known);
        }
        Place other = new Place("other.yaml", 1, 1);
        problems.unknown("rule", new Scalar(other, "rule-0000x", Scalar.Type.TEXT), known);

        List<String> told = problems.list().stream().map(Problem::what).toList();
        String meant = "unknown rule 'rule-0000x'; did you mean 'rule-00000'?";
        assertThat(told.get(0)).isEqualTo(meant);
        assertThat(told.get(49)).isEqualTo("unknown rule 'rule-0000x'");
        assertThat(told.get(50)).isEqualTo(meant);
    }

    private Node parse(String text) {
        return Yaml.parse("f.yaml", text, problems);
    }

    private static Node value(Mapping mapping, String key) {
        return mapping.entries().get(key).value();
    }

    private static Place at(int line, int column) {
        return new Place("f.yaml", line, column);
    }
}
