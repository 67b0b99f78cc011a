package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.drill.Row;
import dev.feedwarden.supervisor.drill.rows.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is written of the drill is what it does: which rules it judges, how they differ from the shipped ones, its rows. */
class DrillFilesTest {

    private static final List<String> FILES = List.of("deribit", "bybit", "ib", "infrastructure", "self");
    private static final String SHIPPED = "../alert-rules/rules/";
    private static final String OF_THE_DRILL = "conf/drill/";

    /** For whom a mail is read; nobody reads those of a drill. */
    private static final String RUNBOOK = "runbook";

    private static final Pattern DIFFERENCE =
            Pattern.compile("^\\| `[a-z-]+` \\| `[a-z._]+` \\|.*\\|$", Pattern.MULTILINE);
    private static final Pattern MATRIX =
            Pattern.compile("^\\| failure \\| lasted \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);

    @Test
    void rules_areTheShippedOnes_butForTheListInTheGuide() throws Exception {
        List<String> differences = new ArrayList<>();
        for (String file : FILES) {
            Map<String, Object> shipped = DeployFiles.yaml(SHIPPED + file + ".yaml");
            Map<String, Object> own = DeployFiles.yaml(OF_THE_DRILL + file + ".yaml");
            for (String section : List.of("rules", "ladders")) {
                DeployFiles.map(own, section)
                        .keySet()
                        .forEach(id -> differences.addAll(
                                differences(id, entry(shipped, section, id), entry(own, section, id))));
            }
        }
        assertThat(all(DIFFERENCE, DeployFiles.text("DRILL.md"))).containsExactlyElementsOf(differences);
    }

    @Test
    void howManyRules_isSaidInTheGuideAndInTheReadme() throws Exception {
        String said = "%d of the %d shipped rules".formatted(count(OF_THE_DRILL), count(SHIPPED));
        assertThat(DeployFiles.text("DRILL.md")).contains(said);
        assertThat(DeployFiles.text("../README.md")).contains(said);
    }

    @Test
    void matrix_ofTheReadme_hasEveryRowInItsOrder() throws Exception {
        String rows = MATRIX.matcher(DeployFiles.text("../README.md"))
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElse("");
        assertThat(rows.lines().map(line -> line.split("\\|", -1)[1].strip()))
                .containsExactlyElementsOf(Rows.all().stream().map(Row::failure).toList());
    }

    @Test
    void guide_saysOfEveryRowHowItIsMade_inTheirOrder() throws Exception {
        assertThat(all(Pattern.compile("(?<=^\\| )[a-zA-Z ]+(?=( \\*)? \\| )", Pattern.MULTILINE), guide()))
                .containsExactlyElementsOf(Rows.all().stream().map(Row::failure).toList());
    }

    /** The part of the guide whose table says how failures are made, without the table's head. */
    private static String guide() throws IOException {
        String text = DeployFiles.text("DRILL.md");
        return text.substring(text.indexOf("| failure | how |\n") + "| failure | how |\n".length());
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static int count(String folder) throws IOException {
        int rules = 0;
        for (String file : FILES) {
            rules += DeployFiles.map(DeployFiles.yaml(folder + file + ".yaml"), "rules")
                    .size();
        }
        return rules;
    }

    /** As the rows of a table: id, setting, the shipped value, the drill's. */
    private static List<String> differences(String id, Map<String, String> shipped, Map<String, String> own) {
        TreeSet<String> settings = new TreeSet<>(shipped.keySet());
        settings.addAll(own.keySet());
        return settings.stream()
                .filter(setting -> !text(shipped, setting).equals(text(own, setting)))
                .map(setting ->
                        "| `%s` | `%s` | %s | %s |".formatted(id, setting, text(shipped, setting), text(own, setting)))
                .toList();
    }

    private static String text(Map<String, String> entry, String setting) {
        String value = entry.get(setting);
        return value == null ? "none" : "`" + value + "`";
    }

    /** A rule or a ladder, the settings within its settings under names of their own. */
    private static Map<String, String> entry(Map<String, Object> file, String section, String id) {
        Map<String, String> flat = new TreeMap<>();
        DeployFiles.map(file, section, id).forEach((name, value) -> {
            if (value instanceof Map) {
                DeployFiles.map(value).forEach((inner, text) -> flat.put(name + "." + inner, String.valueOf(text)));
            } else if (!name.equals(RUNBOOK)) {
                flat.put(name, String.valueOf(value));
            }
        });
        return flat;
    }
}
