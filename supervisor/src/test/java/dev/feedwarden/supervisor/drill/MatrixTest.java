package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final RowResult WELL = row("network drop", 0.123, 2.04, 600, 600, 600, null);

    @Test
    void row_noticedRepairedAndNothingLost_passes() {
        assertThat(WELL.passed()).isTrue();
        assertThat(WELL.lost()).isZero();
    }

    @Test
    void row_ticksOnTheirWayWereNeverAccepted_passes() {
        assertThat(row("process crash", 0.1, 4.0, 600, 590, 590, null).passed()).isTrue();
    }

    @Test
    void row_oneAcceptedTickIsNotStored_fails() {
        RowResult row = row("power loss", 0.1, 4.0, 600, 600, 599, null);
        assertThat(row.passed()).isFalse();
        assertThat(row.lost()).isEqualTo(1);
    }

    @Test
    void row_notNoticed_fails() {
        assertThat(row("disk full", null, 4.0, 600, 600, 600, null).passed()).isFalse();
    }

    @Test
    void row_notRepaired_fails() {
        assertThat(row("disk full", 0.1, null, 600, 600, 600, null).passed()).isFalse();
    }

    @Test
    void row_noTickAccepted_fails() {
        assertThat(row("disk full", 0.1, 1.0, 0, 0, 0, null).passed()).isFalse();
    }

    @Test
    void row_couldNotBeMeasured_fails() {
        assertThat(row("disk full", 0.1, 1.0, 600, 600, 600, "no disk").passed())
                .isFalse();
    }

    @Test
    void markdown_everyRowPassed_isATableAndASum() {
        assertThat(new Matrix(List.of(WELL), 12.3).markdown())
                .containsExactly(
                        "| failure | lasted | detected after | repaired after its end | by | sent | accepted | stored"
                                + " | lost | mails |",
                        "|---|---|---|---|---|---|---|---|---|---|",
                        "| network drop | 6.0 s | 0.1 s | 2.0 s | feed reconnects | 600 | 600 | 600 | 0 | 2 |",
                        "",
                        "1 of 1 rows passed in 12 s; 600 ticks sent, 600 accepted, 0 lost.");
    }

    @Test
    void markdown_rowsFailed_eachIsNamedWithItsReason() {
        Matrix matrix = new Matrix(
                List.of(
                        row("disk full", null, null, 600, 600, 600, null),
                        row("power loss", 0.1, 4.0, 600, 600, 599, null),
                        RowResult.failed("reboot", "it broke")),
                60);
        assertThat(matrix.passed()).isFalse();
        assertThat(matrix.markdown())
                .contains(
                        "| disk full | 6.0 s | never | never | feed reconnects | 600 | 600 | 600 | 0 | 2 |",
                        "0 of 3 rows passed in 60 s; 1200 ticks sent, 1200 accepted, 1 lost.",
                        "- disk full: failed, it was not noticed",
                        "- power loss: failed, 1 accepted ticks are not stored",
                        "- reboot: failed, it broke");
    }

    @Test
    void json_hasEveryFixedField() {
        JsonObject json = new Matrix(List.of(WELL, row("reboot", null, 1.0, 9, 9, 8, null)), 12.3).json();
        assertThat(json.getJsonArray("rows").getJsonObject(0).getMap())
                .containsEntry("failure", "network drop")
                .containsEntry("detectedSeconds", 0.123)
                .containsEntry("repairedSeconds", 2.04)
                .containsEntry("step", "feed reconnects")
                .containsEntry("sent", 600L)
                .containsEntry("accepted", 600L)
                .containsEntry("stored", 600L)
                .containsEntry("lost", 0L)
                .containsEntry("mails", 2L)
                .containsEntry("error", null);
        assertThat(json.getJsonArray("rows").getJsonObject(1).getMap())
                .containsEntry("detectedSeconds", null)
                .containsEntry("lost", 1L)
                .containsEntry("error", "it was not noticed");
        assertThat(json.getBoolean("passed")).isFalse();
    }

    private static RowResult row(
            String failure,
            @Nullable Double detected,
            @Nullable Double repaired,
            long sent,
            long accepted,
            long stored,
            @Nullable String why) {
        return new RowResult(failure, 6, detected, repaired, "feed reconnects", sent, accepted, stored, 2, why);
    }
}
