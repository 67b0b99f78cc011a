package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped rules say what their tests expect, ladder steps and mails too, and no level of a rule is left untested. */
class RuleTestsIT {

    @TempDir
    private Path folder;

    @Test
    void shippedRuleTests_withEveryBundledPlugin_pass() throws Exception {
        try (Program program = Program.start("test", "--data", folder.toString())) {
            assertThat(program.exitCode()).describedAs(program.output()).isZero();
        }
    }

    @Test
    void shippedRuleTests_reachEveryLevelOfEveryRule() throws Exception {
        try (Program program = Program.start("test", "--json", "--data", folder.toString())) {
            assertThat(program.exitCode()).describedAs(program.output()).isZero();
            String output = program.output();
            JsonObject report = new JsonObject(output.substring(output.indexOf("{\n"), output.lastIndexOf('}') + 1));
            assertThat(report.getJsonArray("untested")).isEmpty();
        }
    }
}
