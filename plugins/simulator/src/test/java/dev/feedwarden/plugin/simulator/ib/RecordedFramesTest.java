package dev.feedwarden.plugin.simulator.ib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of the gateway's messages, compared with recorded ones. */
class RecordedFramesTest {

    private static final Path FRAMES = Path.of("../../../shared/recordings/ib/frames.jsonl");
    private static final String TO_CLIENT = "gw->client";

    @Test
    void frame_recordedFields_areTheRecordedBytes() throws Exception {
        List<JsonObject> frames = frames();

        assertThat(frames).hasSizeGreaterThan(70).allSatisfy(frame -> {
            Object[] fields = frame.getJsonArray("fields").stream().toArray();
            assertThat(HexFormat.of().formatHex(Wire.frame(Wire.text(fields)).getBytes()))
                    .as(frame.getString("name"))
                    .isEqualTo(frame.getString("hex"));
        });
    }

    @Test
    void notices_recordedCodes_haveTheRecordedTexts() throws Exception {
        List<String> recorded = frames().stream()
                .map(frame -> frame.getJsonArray("fields"))
                .filter(fields -> fields.size() == 6 && fields.getString(0).equals("4"))
                .map(fields -> fields.getString(3) + " " + fields.getString(4))
                .toList();

        for (Notice notice : List.of(
                Notice.TOO_FAST,
                Notice.NO_CONTRACT,
                Notice.CLIENT_ID_IN_USE,
                Notice.LINK_LOST,
                Notice.RESTORED_LOST,
                Notice.RESTORED_KEPT,
                Notice.HISTORY_BROKEN,
                Notice.HISTORY_OK,
                Notice.FARM_INACTIVE,
                Notice.SERVER_BROKEN,
                Notice.DEFINITIONS_OK,
                Notice.DELAYED,
                Notice.NOT_DELAYED,
                Notice.NO_LIVE_UPDATES,
                Notice.TOO_MANY_TICK_BY_TICK,
                Notice.COMPETING_SESSION,
                Notice.DUPLICATE_ID,
                Notice.TOO_MANY_TICKERS)) {
            List<String> said = Wire.fields(notice.about(Notice.SESSION));
            assertThat(recorded).contains(said.get(3) + " " + said.get(4));
        }
    }

    /** What gateways of versions 166 to 181 have sent. */
    private static List<JsonObject> frames() throws Exception {
        assumeThat(FRAMES).as("recorded frames, not part of this repository").exists();
        return Files.readAllLines(FRAMES).stream()
                .map(JsonObject::new)
                .filter(frame -> frame.getString("dir").equals(TO_CLIENT))
                .filter(frame -> frame.getInteger("serverVersion") == 178)
                .toList();
    }
}
