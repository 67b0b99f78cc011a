package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCodecTest {

    private static final Contract MNQ = new Contract(711280073, "CME", List.of(StreamKind.QUOTES));

    private final TextCodec codec = new TextCodec();
    private final Heard heard = new Heard();

    @Test
    void ours_areTheBytesOfTheProtocol() {
        assertThat(codec.handshake()).isEqualTo(Wire.hex("4150490000000009763135372e2e313738"));
        assertThat(codec.startApi(851)).isEqualTo(Wire.hex("0000000a37310032003835310000"));
        assertThat(codec.currentTime()).isEqualTo(Wire.frame(49, 1));
        assertThat(codec.marketDataType(3)).isEqualTo(Wire.frame(59, 1, 3));
        assertThat(codec.marketData(9001, MNQ, "CME"))
                .isEqualTo(Wire.hex("0000002d3100313100393030310037313132383030373300000000302e30000000434d45"
                        + "00000000003000003000300000"));
        assertThat(codec.cancelMarketData(9001)).isEqualTo(Wire.frame(2, 2, 9001));
        assertThat(codec.tickByTick(9011, MNQ, "CME", "Last"))
                .isEqualTo(Wire.frame(
                        97, 9011, 711280073, "", "", "", "0.0", "", "", "CME", "", "", "", "", "Last", 0, 0));
        assertThat(codec.cancelTickByTick(9011)).isEqualTo(Wire.frame(98, 9011));
        assertThat(codec.contractData(9021, MNQ))
                .isEqualTo(Wire.frame(
                        9, 8, 9021, 711280073, "", "", "", "0.0", "", "", "", "", "", "", "", 0, "", "", ""));
    }

    @Test
    void text_thatIsNotPrintable_isNotSent() {
        assertThatThrownBy(() -> codec.marketData(1, MNQ, "C\u00e9")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.marketData(1, MNQ, "C\0E")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void version_isTheFirstFrameOfTwoFieldsThatFits() {
        assertThat(version(Wire.frame("178", "20260405 23:49:26 Central European Standard Time"))
                        .number())
                .isEqualTo(178);
        assertThat(version(Wire.frame("-1", "elsewhere:4002")))
                .isEqualTo(new ServerVersion(ServerVersion.REDIRECT, "elsewhere:4002"));
        assertThat(version(Wire.frame("9", "1"))).isNull();
        assertThat(version(Wire.frame("9", "1", "1"))).isNull();
        assertThat(version(Wire.frame("x", "1"))).isNull();
        byte[] chinese = {'1', '7', '6', 0, (byte) 0xd6, (byte) 0xd0, (byte) 0xb9, 0};
        assertThat(codec.version(chinese, 0, chinese.length).number()).isEqualTo(176);
    }

    @ParameterizedTest
    @CsvSource({"175,false", "176,true", "177,true", "178,true", "179,false", "203,false", "-1,false"})
    void speaks_onlyTheVersionsOfOneLayout(int version, boolean yes) {
        assertThat(codec.speaks(version)).isEqualTo(yes);
    }

    @Test
    void decode_everyKind_saysItsNumbers() throws CodecException {
        decode(1, 6, 9001, 1, "23199.0", "3", 5);
        decode(1, 6, 9001, 2, "-1.00", "0");
        decode(2, 6, 9001, 5, "0.5");
        decode(2, 6, 9001, 8, "1.5E7");
        decode(4, 2, -1, 2104, "Market data farm connection is OK:usfuture", "");
        decode(4, 2, 7, 200, "a\\u00e9b\\uZZZZ\\u12");
        decode(4, 1, "Warning: Approaching max rate of 50 messages per second (42)");
        decode(9, 1, -5);
        decode(15, 1, "DU0000001,");
        decode(45, 6, 9001, 49, "0.0");
        decode(46, 6, 9001, 48, "23199.25;1;1755784806394;67854;23185.46918464;true");
        decode(49, 1, 1755784806);
        decode(52, 1, 9021);
        decode(57, 1, 9003);
        decode(58, 1, 9001, 3);
        decode(81, 9001, "0.25", "9c0001", 3);
        decode(99, 9011, 1, 1755784806, "23199.25", 1, 0, "", "");
        decode(99, 9012, 2, 1755784806, "23199.25", 2, 2, "CME", "I", "surplus");
        decode(99, 9013, 3, 1755784806, "23199.0", "23199.5", 3, 2, 0);
        decode(99, 9014, 4, 1755784806, "23199.25");
        decode(999, 1, "x");
        assertThat(heard.lines)
                .containsExactly(
                        "tickPrice 9001 1 23199.0 3.0 5",
                        "tickPrice 9001 2 -1.0 0.0 0",
                        "tickSize 9001 5 0.5",
                        "tickSize 9001 8 1.5E7",
                        "notice -1 2104 Market data farm connection is OK:usfuture",
                        "notice 7 200 a\u00e9b\\uZZZZ\\u12",
                        "notice -1 0 Warning: Approaching max rate of 50 messages per second (42)",
                        "nextValidId -5",
                        "managedAccounts DU0000001,",
                        "tickGeneric 9001 49 0.0",
                        "tickString 9001 48 23199.25;1;1755784806394;67854;23185.46918464;true",
                        "currentTime 1755784806",
                        "contractDataEnd 9021",
                        "skipped 57",
                        "marketDataType 9001 3",
                        "tickParameters 9001",
                        "trade 9011 1755784806 23199.25 1.0 0",
                        "trade 9012 1755784806 23199.25 2.0 2",
                        "bidAsk 9013 1755784806 23199.0 23199.5 3.0 2.0",
                        "skipped 99",
                        "skipped 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2147483647", "9223372036854775807", "1.7976931348623157E308"})
    void number_thatIsNotSet_isNone(String unset) throws CodecException {
        decode(1, 6, 9001, 1, "23199.0", unset, 1);
        assertThat(heard.lines).containsExactly("tickPrice 9001 1 23199.0 NaN 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.25", "23199.25", "123456789.012345", "0.1", "-12.5", "1e-7", "99999999999999999", "0"})
    void decimal_isWhatTheJdkReads(String text) throws CodecException {
        decode(45, 6, 1, 1, text);
        assertThat(heard.lines).containsExactly("tickGeneric 1 1 " + Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3", "--1", "0x10", "NaN", "Infinity", "1,5", "."})
    void decimal_thatIsNone_isRefused(String text) {
        assertThatThrownBy(() -> decode(45, 6, 1, 1, text))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 4 (value)");
    }

    @Test
    void decode_contract_takesWhatIsNeeded() throws CodecException {
        Object[] fields =
                Gateway.contract(9021, "730283094", Gateway.HOURS, "20261218 08:30:00 US/Central", "20261218");
        decode(fields);
        assertThat(heard.contract)
                .isEqualTo(new ContractData(
                        730283094,
                        "MNQ",
                        "FUT",
                        "20261218 08:30:00 US/Central",
                        "CME",
                        "MNQZ6",
                        "US/Central",
                        Gateway.HOURS,
                        "20261218"));
    }

    @Test
    void decode_contractWithSecurityIds_countsThem() throws CodecException {
        List<Object> fields = new ArrayList<>(List.of(Gateway.contract(9021, "1", Gateway.HOURS, "", "20261218")));
        fields.set(30, "2");
        fields.addAll(31, List.of("CUSIP", "x", "ISIN", "y"));
        decode(fields.toArray());
        assertThat(heard.contract.realExpiration()).isEqualTo("20261218");
        fields.set(30, "101");
        assertThatThrownBy(() -> decode(fields.toArray())).hasMessageContaining("field 30");
    }

    @Test
    void decode_newerLayoutOfErrors_isRefused() {
        assertThatThrownBy(() -> decode(4, -1, 2104, "Market data farm connection is OK:usfarm", "", 1775425766350L))
                .hasMessageContaining("newer server");
    }

    @Test
    void frames_cutAnywhere_areTheSame() throws CodecException {
        var stream = Buffer.buffer();
        for (int i = 0; i < 200; i++) {
            stream.appendBuffer(Wire.frame(2, 6, i, 0, "x".repeat(i)));
        }
        for (int size : List.of(1, 2, 3, 7, 100, stream.length())) {
            var frames = new Frames();
            int found = 0;
            for (int at = 0; at < stream.length(); at += size) {
                frames.take(stream.slice(at, Math.min(stream.length(), at + size)));
                while (frames.next()) {
                    assertThat(frames.copy()).isEqualTo(payload(found));
                    found++;
                }
            }
            assertThat(found).isEqualTo(200);
        }
    }

    private static Buffer payload(int i) {
        Buffer frame = Wire.frame(2, 6, i, 0, "x".repeat(i));
        return frame.slice(4, frame.length());
    }

    @Test
    void frames_longerThanTheLimit_areRefused_upToItTheyAreNot() throws CodecException {
        var frames = new Frames();
        frames.take(Buffer.buffer().appendInt(Frames.MOST_BYTES).appendBytes(new byte[Frames.MOST_BYTES]));
        assertThat(frames.next()).isTrue();
        frames.take(Buffer.buffer().appendInt(Frames.MOST_BYTES + 1));
        assertThatThrownBy(frames::next).isInstanceOf(CodecException.class);
        var negative = new Frames();
        negative.take(Buffer.buffer().appendInt(-1));
        assertThatThrownBy(negative::next).hasMessageContaining("4294967295");
    }

    /** Good frames with bytes changed, left out and put in: each is heard or refused, and nothing else happens. */
    @Test
    void decode_mutations_areHeardOrRefused() {
        var random = new Random(20_261_127);
        List<Buffer> seeds = List.of(
                Wire.frame(1, 6, 9001, 1, "23199.0", 3, 1),
                Wire.frame(2, 6, 9001, 0, 3),
                Wire.frame(4, 2, -1, 2104, "Market data farm connection is OK:usfuture", ""),
                Wire.frame(45, 6, 9001, 49, "0.0"),
                Wire.frame(46, 6, 9001, 45, "1744742857"),
                Wire.frame(99, 9011, 1, 1755784806, "23199.25", 1, 0, "CME", ""),
                Wire.frame(99, 9013, 3, 1755784806, "23199.0", "23199.5", 3, 2, 0),
                Wire.frame(Gateway.contract(9021, "1", Gateway.HOURS, "20261218", "20261218")),
                Wire.frame("178", "20260405 23:49:26 CET"));
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            heard.lines.clear();
            try {
                codec.version(bytes, 0, bytes.length);
                codec.decode(bytes, 0, bytes.length, heard);
                assertThat(heard.lines).hasSize(1);
            } catch (CodecException e) {
                assertThat(heard.lines).isEmpty();
                assertThat(e.text().length()).isLessThan(200);
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 90_000);
    }

    private static byte[] mutated(Buffer seed, Random random) {
        byte[] bytes = seed.getBytes(4, seed.length());
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = 0;
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                default -> bytes[at] = (byte) ('0' + random.nextInt(10));
            }
        }
        return bytes;
    }

    private ServerVersion version(Buffer frame) {
        return codec.version(frame.getBytes(), 4, frame.length());
    }

    private void decode(Object... fields) throws CodecException {
        Buffer frame = Wire.frame(fields);
        codec.decode(frame.getBytes(), 4, frame.length(), heard);
    }
}
