package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded frame is encoded alike, decoded, or refused for a reason that is stated here. */
class RecordedFramesTest {

    /** Frames of layouts that a server of version 176 to 178 does not send, and why each is refused. */
    private static final TreeMap<String, String> REFUSED = new TreeMap<>(java.util.Map.of(
            "REAL ERR 2104 (>=194 layout: no version, errorTime ms)", "found -1: the layout of a newer server",
            "REAL CONTRACT_DATA ESZ6 (>=186 layout: lastTradeDate after field 4, ineligibility count last)",
                    "(contract id): expected a whole number, found 'ES'",
            "HANDSHAKE_REPLY 151 (short zone)", "version 151"));

    /** What we never send: questions of other clients. */
    private static final Set<String> NOT_OURS = Set.of("8", "17", "14", "API");

    private final TextCodec codec = new TextCodec();

    @Test
    void frames_ofTheGateway_areDecoded_orRefusedForAStatedReason() {
        List<String> refused = new ArrayList<>();
        int decoded = 0;
        for (JsonObject line : Recordings.lines("frames.jsonl")) {
            if (line.getString("dir").equals("gw->client")) {
                String reason = decode(line);
                if (reason == null) {
                    decoded++;
                } else {
                    String name = line.getString("name");
                    assertThat(REFUSED).as(name + ": " + reason).containsKey(name);
                    assertThat(reason).contains(REFUSED.get(name));
                    refused.add(name);
                }
            }
        }
        assertThat(refused).hasSize(REFUSED.size());
        assertThat(decoded).isEqualTo(97);
    }

    @Test
    void frames_ofClients_areEncodedAlike_whereWeSendThem() {
        int alike = 0;
        for (JsonObject line : Recordings.lines("frames.jsonl")) {
            if (line.getString("dir").equals("client->gw")) {
                Buffer ours = encode(line.getJsonArray("fields").getList());
                if (ours != null) {
                    assertThat(hex(ours)).as(line.getString("name")).isEqualTo(line.getString("hex"));
                    alike++;
                }
            }
        }
        assertThat(alike).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_ib_async.jsonl", "session_ib_insync.jsonl"})
    void sessions_everyFrameOfTheGateway_isDecoded(String file) {
        int frames = 0;
        for (JsonObject line : Recordings.lines(file)) {
            if (line.getString("dir").equals("gw->client")) {
                assertThat(decode(line)).as(line.encode()).isNull();
                frames++;
            }
        }
        assertThat(frames).isGreaterThan(20);
    }

    /** Why the frame was refused; null if it was decoded, with the numbers it says. */
    private String decode(JsonObject line) {
        List<?> fields = line.getJsonArray("fields").getList();
        var frames = new Frames();
        frames.take(Wire.hex(line.getString("hex")));
        try {
            assertThat(frames.next()).isTrue();
            if (isVersion(fields)) {
                ServerVersion version = codec.version(frames.bytes(), frames.from(), frames.to());
                assertThat(version.number())
                        .isEqualTo(Integer.parseInt(fields.get(0).toString()));
                return codec.speaks(version.number()) ? null : "version " + version.number();
            }
            var heard = new Heard();
            codec.decode(frames.bytes(), frames.from(), frames.to(), heard);
            compare(fields, heard.lines);
            return null;
        } catch (CodecException e) {
            return e.text();
        }
    }

    private static boolean isVersion(List<?> fields) {
        return fields.size() == 2
                && fields.get(0).toString().length() == 3
                && fields.get(1).toString().contains(":");
    }

    /** The numbers of the frame are those that were heard. */
    private static void compare(List<?> fields, List<String> lines) {
        assertThat(lines).hasSize(1);
        String line = lines.get(0);
        switch (fields.get(0).toString()) {
            case "1" ->
                assertThat(line)
                        .isEqualTo("tickPrice " + fields.get(2) + " " + fields.get(3) + " " + number(fields.get(4))
                                + " " + number(fields.get(5)) + " " + fields.get(6));
            case "2" ->
                assertThat(line)
                        .isEqualTo("tickSize " + fields.get(2) + " " + fields.get(3) + " " + number(fields.get(4)));
            case "4" -> assertThat(line).startsWith("notice ");
            case "9" -> assertThat(line).isEqualTo("nextValidId " + fields.get(2));
            case "10" -> assertThat(line).isEqualTo("contractData " + fields.get(1) + " " + fields.get(12));
            case "15" -> assertThat(line).isEqualTo("managedAccounts " + fields.get(2));
            case "45" ->
                assertThat(line)
                        .isEqualTo("tickGeneric " + fields.get(2) + " " + fields.get(3) + " " + number(fields.get(4)));
            case "46" ->
                assertThat(line).isEqualTo("tickString " + fields.get(2) + " " + fields.get(3) + " " + fields.get(4));
            case "49" -> assertThat(line).isEqualTo("currentTime " + fields.get(2));
            case "52" -> assertThat(line).isEqualTo("contractDataEnd " + fields.get(2));
            case "58" -> assertThat(line).isEqualTo("marketDataType " + fields.get(2) + " " + fields.get(3));
            case "81" -> assertThat(line).isEqualTo("tickParameters " + fields.get(1));
            case "99" -> assertThat(line).matches("(trade|bidAsk) " + fields.get(1) + " .*|skipped 99");
            default -> assertThat(line).isEqualTo("skipped " + fields.get(0));
        }
    }

    private static double number(Object field) {
        return Double.parseDouble(field.toString());
    }

    private Buffer encode(List<?> raw) {
        List<String> fields = raw.stream().map(String::valueOf).toList();
        if (NOT_OURS.contains(fields.get(0))) {
            return fields.equals(List.of("API", "v157..178")) ? codec.handshake() : null;
        }
        return switch (fields.get(0)) {
            case "71" -> codec.startApi(number(fields, 2));
            case "49" -> codec.currentTime();
            case "59" -> codec.marketDataType(number(fields, 2));
            case "2" -> codec.cancelMarketData(number(fields, 2));
            case "98" -> codec.cancelTickByTick(number(fields, 1));
            // Contracts by their id; other clients describe some, ask for generic ticks or for snapshots.
            case "1" ->
                plain(fields, 4, 10)
                                && fields.get(16).isEmpty()
                                && fields.get(17).equals("0")
                        ? codec.marketData(number(fields, 2), contract(fields.get(3)), fields.get(10))
                        : null;
            case "97" ->
                fields.get(16).equals("0") && codecSpeaks(fields.get(14))
                        ? codec.tickByTick(number(fields, 1), contract(fields.get(2)), fields.get(9), fields.get(14))
                        : null;
            case "9" ->
                fields.size() == 19 && plain(fields, 4, 10)
                        ? codec.contractData(number(fields, 2), contract(fields.get(3)))
                        : null;
            default -> fail("a message that nobody thought of: " + fields);
        };
    }

    private static boolean codecSpeaks(String word) {
        return !word.equals("MidPoint");
    }

    private static boolean plain(List<String> fields, int from, int to) {
        return fields.subList(from, to).stream().allMatch(field -> field.isEmpty() || field.equals("0.0"));
    }

    private static Contract contract(String conId) {
        return new Contract(Integer.parseInt(conId), "", List.of(StreamKind.QUOTES));
    }

    private static int number(List<String> fields, int index) {
        return Integer.parseInt(fields.get(index));
    }

    private static String hex(Buffer bytes) {
        return java.util.HexFormat.of().formatHex(bytes.getBytes());
    }
}
