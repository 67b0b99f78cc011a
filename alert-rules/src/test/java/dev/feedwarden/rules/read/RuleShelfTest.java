package dev.feedwarden.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RuleShelfTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String BROKEN = "version: 1\nrules: [\n";
    private static final RuleFile A = file("a", rule("one", ", recover: climb"));
    private static final RuleFile B = file("b", rule("two", "") + ladder("climb"));

    private final RuleReader reader = new RuleReader(
            new Catalog(
                    Map.of("case.value", new Metric("case.value", Metric.Kind.GAUGE, Unit.NONE, "a")),
                    Map.of("a", "a"),
                    Set.of()),
            1);
    private final RuleShelf shelf = new RuleShelf(reader, List.of(A, B), START);

    @Test
    void take_oneFileBroken_keepsItsLastGoodVersionAndTheOtherGoesLive() {
        RuleBook book = take(file("a", BROKEN), file("b", rule("three", "") + ladder("climb")));

        assertThat(rules(book)).containsExactly("one", "three");
        assertThat(states(book)).containsExactly("a KEPT", "b GOOD");
        assertThat(book.files().get(0).since()).isEqualTo(START.plusSeconds(1));
        assertThat(book.files().get(0).problems())
                .allSatisfy(each -> assertThat(each.file()).isEqualTo("a"));
        assertThat(book.bad()).isEqualTo(1);
        assertThat(states(take(A, B))).containsExactly("a GOOD", "b GOOD");
    }

    @Test
    void take_newFileBroken_isBadAndTheRestStays() {
        RuleBook book = take(A, B, file("c", BROKEN));

        assertThat(rules(book)).containsExactly("one", "two");
        assertThat(states(book)).containsExactly("a GOOD", "b GOOD", "c BAD");
    }

    @Test
    void take_ladderOfAnotherFileGone_keepsTheFileThatHadIt() {
        RuleBook book = take(A, file("b", rule("two", "")));

        assertThat(rules(book)).containsExactly("one", "two");
        assertThat(states(book)).containsExactly("a GOOD", "b KEPT");
        assertThat(book.files().get(1).problems()).isNotEmpty();
        assertThat(book.rules().problems()).isEmpty();
    }

    @Test
    void take_ladderFileDeleted_keepsIt() {
        assertThat(states(take(A))).containsExactly("a GOOD", "b KEPT");
    }

    @Test
    void take_ladderRenamedInBothFiles_isTaken() {
        RuleBook book = take(file("a", rule("one", ", recover: rise")), file("b", rule("two", "") + ladder("rise")));

        assertThat(states(book)).containsExactly("a GOOD", "b GOOD");
        assertThat(book.rules().rules().ladders()).containsOnlyKeys("rise");
    }

    @Test
    void take_brokenFileThatWasToReplaceAnother_leavesTheOtherInForceUntilItIsRight() {
        RuleBook book = take(A, file("own/b", BROKEN));

        assertThat(rules(book)).containsExactly("one", "two");
        assertThat(states(book)).containsExactlyInAnyOrder("a GOOD", "own/b BAD", "b GOOD");
        assertThat(states(take(A, file("own/b", "version: 1\nrules: [")))).contains("own/b BAD", "b GOOD");

        RuleBook mended = take(A, file("own/b", rule("own", "") + ladder("climb")));
        assertThat(rules(mended)).containsExactly("one", "own");
        assertThat(states(mended)).containsExactly("a GOOD", "own/b GOOD");
    }

    @Test
    void take_brokenFileThatWasToReplaceAnotherDeleted_leavesNoTrace() {
        take(A, file("own/b", BROKEN));

        assertThat(states(take(A, B))).containsExactly("a GOOD", "b GOOD");
    }

    private RuleBook take(RuleFile... files) {
        return shelf.take(List.of(files), List.of(), START.plusSeconds(1));
    }

    private static List<String> rules(RuleBook book) {
        return book.rules().rules().rules().stream().map(Rule::id).toList();
    }

    private static List<String> states(RuleBook book) {
        return book.files().stream()
                .map(page -> page.name() + " " + page.state())
                .toList();
    }

    private static RuleFile file(String name, String body) {
        return new RuleFile(name, body.startsWith("version") ? body : "version: 1\nrules:\n" + body);
    }

    private static String rule(String id, String more) {
        return "  " + id + ": {about: a, metric: case.value, of: a, measure: last, red: '> 1'" + more + "}\n";
    }

    private static String ladder(String id) {
        return "ladders:\n  " + id
                + ": {steps: [{after: 1s, do: warn}], limits: {actions: 1, per: 1h, cooldown: 1s}}\n";
    }
}
