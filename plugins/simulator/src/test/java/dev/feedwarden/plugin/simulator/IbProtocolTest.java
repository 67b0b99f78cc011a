package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway answers, seen by a client on its port. */
class IbProtocolTest {

    private static final int MNQ = 730_283_094;
    private static final int EXPIRED = 711_280_073;

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.started(Map.of("exchange", "ib", "ticks_per_second", 10));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"v157..178, 178", "v100..187, 178", "v100..225 +PACEAPI, 178", "v176, 176", "v100..151, 151"})
    void greeting_range_isAnsweredWithTheNewestOfBoth(String range, String version) throws Exception {
        try (IbClient client = new IbClient(rig.port()).greet(range)) {
            assertThat(client.read()).hasSize(2).first().isEqualTo(version);
        }
    }

    @ParameterizedTest
    @CsvSource({"v1..99", "hello"})
    void greeting_other_endsTheConnection(String range) throws Exception {
        try (IbClient client = new IbClient(rig.port()).greet(range)) {
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    void start_sessions_hearTheSameInAnotherOrder() throws Exception {
        List<List<List<String>>> heard = new ArrayList<>();
        for (int id = 1; id <= 2; id++) {
            try (IbClient client = new IbClient(rig.port()).greet("v157..178")) {
                client.read();
                heard.add(client.send(71, 2, id, "").untilReady());
            }
        }
        assertThat(heard.get(0))
                .contains(List.of("15", "1", "DU0000001"), List.of("9", "1", "1"))
                .containsExactlyInAnyOrderElementsOf(heard.get(1))
                .isNotEqualTo(heard.get(1));
    }

    @Test
    void start_usedId_isRefusedAndTheFirstStays() throws Exception {
        try (IbClient first = IbClient.ready(rig.port(), 851);
                IbClient second = new IbClient(rig.port()).greet("v157..178")) {
            second.read();
            second.send(71, 2, 851, "");
            assertThat(second.error(326).get(2)).isEqualTo("-1");
            assertThat(second.ends()).isTrue();
            assertThat(first.send(49, 1).until("49")).hasSize(3);
        }
    }

    @Test
    void time_twiceInASecond_isAnsweredOnce() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.send(49, 1).send(49, 1);
            assertThat(client.news(1)).containsExactly(List.of("49", "1", "1795003200"));
            rig.advance(Duration.ofSeconds(1));
            assertThat(client.send(49, 1).until("49").get(2)).isEqualTo("1795003201");
        }
    }

    @Test
    void contract_known_hasHoursAroundTheClock() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            List<String> data = client.contract(7, MNQ).until("10");
            assertThat(data).hasSize(40);
            assertThat(data.subList(1, 4)).containsExactly("7", "MNQ", "FUT");
            assertThat(data.get(12)).isEqualTo("730283094");
            assertThat(data.get(25)).isEqualTo("US/Central");
            assertThat(data.get(26)).startsWith("20261117:0000-20261118:0000;20261118:0000-20261119:0000");
            assertThat(client.read()).containsExactly("52", "1", "7");
        }
    }

    @Test
    void contract_expired_is200UnlessExpiredOnesAreWanted() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            assertThat(client.contract(1, EXPIRED).read().subList(2, 4)).containsExactly("1", "200");
            client.send(9, 8, 2, EXPIRED, "", "", "", "", "", "", "", "", "", "", "", 1, "", "", "");
            assertThat(client.read().get(35)).isEqualTo("20250919");
        }
    }

    @Test
    void quotes_new_comeWithTypeParametersAndABurstThatIsNoTick() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.quotes(5, MNQ);
            assertThat(client.read()).containsExactly("58", "1", "5", "1");
            assertThat(client.read()).containsExactly("81", "5", "0.25", "9c0001", "3");
            assertThat(client.read()).startsWith("46", "6", "5", "45");
            assertThat(client.news(6)).hasSize(10);
            assertThat(rig.truth().getInteger("sent")).isZero();

            rig.advance(Duration.ofSeconds(1));
            assertThat(client.read()).hasSize(7).startsWith("1", "6", "5", "1");
            assertThat(rig.truth().getInteger("sent")).isBetween(9, 10);
        }
    }

    @Test
    void quotes_snapshot_endWithItsEnd() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.send(1, 11, 5, MNQ, "", "", "", "", "", "", "CME", "", "", "", "", 0, "", 1, 0, "");
            assertThat(client.until("57")).containsExactly("57", "1", "5");
            assertThat(rig.feed().getInteger("subscriptions")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"Last, 9", "AllLast, 9", "BidAsk, 9", "MidPoint, 5"})
    void tickByTick_eachKind_hasItsFields(String kind, int fields) throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.ticks(5, MNQ, kind);
            client.news(6);
            rig.advance(Duration.ofMillis(200));
            assertThat(client.until("99")).hasSize(fields).startsWith("99", "5");
        }
    }

    @Test
    void tickByTick_sixth_isRefused() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            for (int id = 1; id <= 6; id++) {
                client.ticks(id, MNQ, "Last");
            }
            assertThat(client.error(10190).get(2)).isEqualTo("6");
        }
    }

    @Test
    void quotes_line101_isRefused() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            for (int id = 1; id <= 101; id++) {
                client.quotes(id, MNQ);
                if (id % 40 == 0) {
                    rig.advance(Duration.ofSeconds(1));
                }
                client.until(
                        message -> message.get(0).equals("58") || message.get(0).equals("4"));
            }
            assertThat(rig.feed().getInteger("subscriptions")).isEqualTo(100);
        }
    }

    @Test
    void requestId_usedAgain_isRefusedEvenAfterACancel() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.quotes(5, MNQ).send(2, 1, 5).quotes(5, MNQ);
            assertThat(client.error(322)).contains("5");
        }
    }

    @Test
    void cancel_unknown_is300() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            assertThat(client.send(2, 2, 5).error(300).get(4)).isEqualTo("Can't find EId with tickerId:5");
            assertThat(client.send(98, 6).error(300).get(2)).isEqualTo("6");
        }
    }

    @Test
    void rate_thirdMessageAboveFifty_endsTheSession() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.sendTimes(60, 59, 1, 1);
            for (int i = 0; i < 3; i++) {
                assertThat(client.read().get(3)).isEqualTo("100");
            }
            assertThat(client.ends()).isTrue();
        }
    }

    @Test
    void unreadable_request_is320AndTheSessionGoesOn() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.send(1, 11, "x").error(320);
            client.send(97, 3).error(320);
            assertThat(client.send(49, 1).until("49")).hasSize(3);
        }
    }

    @Test
    void requests_beforeReady_areDroppedExceptForTheTime() throws Exception {
        try (IbClient client = new IbClient(rig.port()).greet("v157..178")) {
            client.read();
            client.quotes(5, MNQ).send(49, 1);
            assertThat(client.read().get(0)).isEqualTo("49");
        }
    }

    @Test
    void courtesy_requests_areAnswered() throws Exception {
        try (IbClient client = IbClient.ready(rig.port(), 1)) {
            client.send(14, 1, 5).send(61, 1).send(5, 1).send(6, 2, 1, "").send(7, 3, 41, 0, "");
            client.send(76, 1, 42, "", "", 0).send(99, 0).send(8, 1, 1).send(17, 1);
            List<List<String>> heard = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                heard.add(client.read());
            }
            assertThat(heard)
                    .containsExactly(
                            List.of("62", "1"),
                            List.of("53", "1"),
                            List.of("54", "1", "DU0000001"),
                            List.of("55", "1", "41"),
                            List.of("74", "1", "42"),
                            List.of("102"),
                            List.of("9", "1", "1"),
                            List.of("15", "1", "DU0000001"));
        }
    }

    @Test
    void client33_isClosed() throws Exception {
        List<IbClient> clients = new ArrayList<>();
        for (int id = 1; id <= 32; id++) {
            clients.add(new IbClient(rig.port()).greet("v157..178"));
            clients.get(id - 1).read();
        }
        try (IbClient one = new IbClient(rig.port()).greet("v157..178")) {
            assertThat(one.ends()).isTrue();
        }
        assertThat(rig.readings).hasSize(1);
        for (IbClient client : clients) {
            client.close();
        }
    }
}
