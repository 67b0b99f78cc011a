package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.kit.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the gateway, seen by a client with quotes (request 1) and trades (request 2) of one contract. */
class IbFaultsTest {

    private static final int MNQ = 730_283_094;
    private static final int ES = 1_000_001;

    private Rig rig;
    private IbClient client;
    private int probe = 1_000;
    private int controlPort;

    @BeforeEach
    void open() throws Exception {
        controlPort = FreePort.find();
        rig = Rig.started(Map.of("exchange", "ib", "ticks_per_second", 20, "control_port", controlPort));
        client = IbClient.ready(rig.port(), 851);
        client.quotes(1, MNQ).ticks(2, MNQ, "Last");
        assertThat(flows()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "refuse", "fin", "early-eof"})
    void ending_wholeTime_endsEveryConnection(String kind) throws Exception {
        rig.fault(kind, "10s");
        try (IbClient other = new IbClient(rig.port())) {
            assertThat(refused(other)).isTrue();
        }
        rig.advance(Duration.ofSeconds(10));
        IbClient.ready(rig.port(), 852).close();
    }

    @Test
    void truncated_nextMessage_endsInTheMiddle() throws Exception {
        rig.fault("truncated", "10s");
        client.send(49, 1);
        assertThat(client.ends()).isTrue();
    }

    @Test
    void halfOpen_wholeTime_swallowsEverything() throws Exception {
        rig.fault("half-open", "10s");
        client.send(49, 1);
        // Its answer comes from the loop that reads the client's bytes, after them.
        assertThat(rig.get(controlPort, "/sim/feeds").body()).contains("half-open");
        rig.advance(Duration.ofSeconds(9));
        assertThat(client.socket.getInputStream().available()).isZero();
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.ends()).isTrue();
    }

    @Test
    void slowDrip_firstSecond_bringsOneByte() throws Exception {
        rig.fault("slow-drip", "10s");
        client.send(49, 1);
        rig.get(controlPort, "/sim/feeds");
        for (int second = 0; second < 9; second++) {
            rig.advance(Duration.ofSeconds(1));
            rig.feed();
            assertThat(client.socket.getInputStream().available()).isLessThanOrEqualTo(second + 1);
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.until("49")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "link-storm", "farm-flap", "maintenance"})
    void outage_over_dataGoesOn(String kind) throws Exception {
        rig.fault(kind, "10s");
        assertThat(flows()).isFalse();
        assertThat(client.send(49, 1).until("49")).hasSize(3);
        rig.advance(Duration.ofSeconds(10));
        assertThat(flows()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "link-storm, 1100, 1102",
        "link-data-lost, 1100, 1101",
        "link-dropped, 1100, 1102",
        "farm-flap, 2103, 2104",
        "farm-flap-loss, 2103, 2104",
        "history-flap, 2105, 2106",
        "farm-idle, 2108, 2104",
        "maintenance, 2110, 1102",
        "night-flap, 2103, 2104"
    })
    void notices_beginAndEnd_areSaid(String kind, int first, int last) throws Exception {
        rig.fault(kind, "10s");
        assertThat(client.error(first).get(2)).isEqualTo("-1");
        rig.advance(Duration.ofSeconds(10));
        assertThat(client.error(last).get(2)).isEqualTo("-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link-data-lost", "link-dropped", "farm-flap-loss", "night-flap", "competing-session"})
    void loss_over_onlyNewRequestsBringData(String kind) throws Exception {
        rig.fault(kind, "10s");
        rig.advance(Duration.ofSeconds(11));
        client.send(98, 2);
        assertThat(flows()).isFalse();
        client.quotes(3, MNQ);
        assertThat(flows()).isTrue();
    }

    @Test
    void linkStorm_session_hearsItAgainAndAgainAndAfterAReconnect() throws Exception {
        rig.fault("link-storm", "1m");
        rig.advance(Duration.ofSeconds(21));
        assertThat(client.news(50).stream().filter(message -> message.get(3).equals("1100")))
                .hasSize(5);
        try (IbClient other = IbClient.ready(rig.port(), 852)) {
            other.error(1100);
        }
    }

    @Test
    void linkDataLost_forgottenRequest_is300AtItsCancel() throws Exception {
        rig.fault("link-data-lost", "10s");
        client.send(2, 1, 1).error(300);
    }

    @Test
    void malformed_everyDataMessage_isBroken() throws Exception {
        drain();
        int before = rig.truth().getInteger("sent");
        rig.fault("malformed", "1s");
        rig.advance(Duration.ofMillis(500));
        assertThat(drain()).isNotEmpty();
        assertThat(rig.truth().getInteger("sent")).isEqualTo(before);
        assertThat(rig.truth().getInteger("spoiled")).isPositive();
    }

    @Test
    void duplicate_everyDataMessage_comesTwice() throws Exception {
        drain();
        rig.fault("duplicate", "1s");
        rig.advance(Duration.ofMillis(500));
        List<List<String>> heard = drain();
        assertThat(heard).hasSizeGreaterThan(4);
        for (int i = 0; i < heard.size(); i += 2) {
            assertThat(heard.get(i)).isEqualTo(heard.get(i + 1));
        }
    }

    @Test
    void outOfOrder_sizes_comeBeforeTheirPrices() throws Exception {
        client.send(98, 2);
        drain();
        rig.fault("out-of-order", "1s");
        rig.advance(Duration.ofMillis(500));
        assertThat(drain().get(0).get(0)).isEqualTo("2");
    }

    @Test
    void rateLimit_everyMessage_is100AndTheThirdEndsIt() throws Exception {
        rig.fault("rate-limit", "10s");
        client.send(49, 1).send(49, 1).send(49, 1);
        client.error(100);
        assertThat(client.ends()).isTrue();
    }

    @Test
    void ackMissing_everyOtherRequest_staysWithoutAnAnswer() throws Exception {
        client.send(2, 1, 1).send(98, 2);
        drain();
        rig.fault("ack-missing", "10s");
        client.quotes(3, ES);
        assertThat(drain()).isEmpty();
        rig.advance(Duration.ofSeconds(10));
        client.quotes(4, ES);
        assertThat(drain()).isNotEmpty();
    }

    @Test
    void sessionConflict_wholeTime_takesEverythingAwayWithItsTexts() throws Exception {
        rig.fault("session-conflict", "10s");
        assertThat(client.error(10197).get(2)).isEqualTo("1");
        assertThat(client.error(10189).get(4))
                .isEqualTo("Failed to request tick-by-tick data.Trading TWS session is connected from a different IP"
                        + " address");
        client.ticks(3, MNQ, "Last").error(10189);
        client.quotes(4, MNQ).error(10197);
        rig.advance(Duration.ofSeconds(10));
        assertThat(flows()).isFalse();
        client.quotes(5, MNQ).ticks(6, MNQ, "Last");
        assertThat(flows()).isTrue();
    }

    @Test
    void competingSession_quotes_areTakenFifteenTimesAtOnce() throws Exception {
        rig.fault("competing-session", "10s");
        assertThat(drain().stream().filter(message -> message.get(3).equals("10197")))
                .hasSize(15);
    }

    @Test
    void noPermission_tickByTick_isRefusedAndQuotesGoOn() throws Exception {
        rig.fault("no-permission", "10s");
        assertThat(client.error(10189).get(4)).endsWith("No market data permissions for CME FUT.");
        assertThat(flows()).isTrue();
    }

    @Test
    void updatesLost_everyRequest_ends() throws Exception {
        rig.fault("updates-lost", "10s");
        assertThat(client.error(10182).get(2)).isEqualTo("1");
        client.quotes(3, MNQ).error(10182);
    }

    @Test
    void expire_contract_isSilentAndUnknown() throws Exception {
        rig.fault("expire", "1s");
        rig.advance(Duration.ofSeconds(2));
        assertThat(flows()).isFalse();
        assertThat(client.contract(3, MNQ).error(200).get(2)).isEqualTo("3");
        client.quotes(4, ES);
        assertThat(flows()).isTrue();
    }

    @Test
    void stallOne_contract_isSilentAndOthersAreNot() throws Exception {
        client.quotes(3, ES);
        rig.fault("stall-one", "10s");
        drain();
        rig.advance(Duration.ofSeconds(1));
        assertThat(drain()).isNotEmpty().allMatch(message -> !message.get(2).equals("3"));
    }

    @Test
    void mute_socket_staysAndSaysNothing() throws Exception {
        drain();
        rig.fault("mute", "10s");
        client.send(49, 1);
        rig.get(controlPort, "/sim/feeds");
        rig.advance(Duration.ofSeconds(9));
        assertThat(client.socket.getInputStream().available()).isZero();
        rig.advance(Duration.ofSeconds(1));
        assertThat(client.send(49, 1).until("49")).hasSize(3);
    }

    @Test
    void noQuotes_prices_areNone() throws Exception {
        drain();
        rig.fault("no-quotes", "10s");
        rig.advance(Duration.ofMillis(500));
        assertThat(drain().stream().filter(message -> message.get(0).equals("1")))
                .isNotEmpty()
                .allMatch(message ->
                        message.get(4).equals("-1.00") && message.get(5).equals("0"));
    }

    @Test
    void noVersion_connection_hearsNothing() throws Exception {
        rig.fault("no-version", "10s");
        try (IbClient other = new IbClient(rig.port()).greet("v157..178")) {
            rig.untilConnected(2);
            rig.get(controlPort, "/sim/feeds");
            assertThat(other.socket.getInputStream().available()).isZero();
        }
    }

    @Test
    void noReady_session_hearsTheTimeAlone() throws Exception {
        rig.fault("no-ready", "10s");
        try (IbClient other = new IbClient(rig.port()).greet("v157..178")) {
            other.read();
            assertThat(other.send(71, 2, 852, "").send(49, 1).read().get(0)).isEqualTo("49");
        }
    }

    @ParameterizedTest
    @CsvSource({"redirect, -1", "new-version, 203"})
    void version_other_isAnswered(String kind, String version) throws Exception {
        rig.fault(kind, "10s");
        try (IbClient other = new IbClient(rig.port()).greet("v157..178")) {
            assertThat(other.read().get(0)).isEqualTo(version);
        }
    }

    @Test
    void newPort_isInTheTextAndServes_andTheUsualOneDoesNot() throws Exception {
        rig.fault("new-port", "10s");
        String text = client.error(1300).get(4);
        assertThat(client.ends()).isTrue();
        assertThat(refused(new IbClient(rig.port()))).isTrue();
        IbClient.ready(Integer.parseInt(text.replaceFirst(".* - ", "")), 851).close();
        rig.advance(Duration.ofSeconds(10));
        IbClient.ready(rig.port(), 852).close();
    }

    @Test
    void halfFrame_session_hearsTheRestNever() throws Exception {
        drain();
        rig.fault("half-frame", "10s");
        rig.advance(Duration.ofSeconds(1));
        rig.feed();
        assertThat(client.socket.getInputStream().readNBytes(9)).startsWith(0, 0, 0);
        assertThat(client.socket.getInputStream().available()).isZero();
        rig.advance(Duration.ofSeconds(9));
        assertThat(client.ends()).isTrue();
    }

    @Test
    void giantLength_message_saysTwoGigabytes() throws Exception {
        rig.fault("giant-length", "10s");
        assertThatThrownBy(() -> client.until("none"))
                .isInstanceOf(IOException.class)
                .hasMessage("length 2147483647");
    }

    @Test
    void oddText_greetingAndNotice_areNoUtf8() throws Exception {
        rig.fault("odd-text", "10s");
        client.until(message -> message.get(0).equals("4") && message.get(4).endsWith("\u00b6\u00cf"));
        try (IbClient other = new IbClient(rig.port()).greet("v157..178")) {
            assertThat(other.read().get(1)).contains("\u00d6\u00d0");
        }
    }

    @ParameterizedTest
    @CsvSource({"unknown-message, 999, 0", "unknown-tick, 777, 3"})
    void unknown_things_comeBetween(String kind, String what, int field) throws Exception {
        rig.fault(kind, "10s");
        rig.advance(Duration.ofMillis(500));
        client.until(message -> message.size() > field && message.get(field).equals(what));
    }

    @Test
    void restart_port_isClosedThenTakesTooEarlyThenServes() throws Exception {
        rig.fault("restart", "72s");
        assertThat(client.ends()).isTrue();
        untilClosed();
        rig.advance(Duration.ofSeconds(60));
        assertThat(refused(opened())).isTrue();
        rig.advance(Duration.ofSeconds(12));
        IbClient.ready(rig.port(), 851).close();
    }

    @Test
    void staleSlot_ownId_isTakenForTheWholeTime() throws Exception {
        rig.fault("stale-slot", "10s");
        assertThat(client.ends()).isTrue();
        try (IbClient same = new IbClient(rig.port()).greet("v157..178")) {
            same.read();
            same.send(71, 2, 851, "").error(326);
        }
        IbClient.ready(rig.port(), 852).close();
        rig.advance(Duration.ofSeconds(10));
        IbClient.ready(rig.port(), 851).close();
    }

    @Test
    void delayed_welcome_fallsBackAndReturns() throws Exception {
        client.send(59, 1, 3).news(40);
        rig.fault("delayed", "10s");
        client.error(10167);
        assertThat(client.until("58")).endsWith("3");
        rig.advance(Duration.ofSeconds(1));
        client.until(message -> message.get(0).equals("1") && message.get(3).equals("66"));
        rig.advance(Duration.ofSeconds(9));
        assertThat(client.until("58")).endsWith("1");
    }

    @Test
    void delayed_notWelcome_isRefused() throws Exception {
        rig.fault("delayed", "10s");
        client.error(10168);
        client.quotes(3, MNQ).error(10168);
    }

    @Test
    void nightReset_script_isToldAndQuotesStaySilent() throws Exception {
        rig.fault("night-reset", "9m");
        client.error(2103);
        rig.advance(Duration.ofSeconds(2));
        client.error(2104);
        assertThat(flows()).isTrue();
        rig.advance(Duration.ofMinutes(9));
        client.error(1100);
        client.error(1100);
        client.error(2103);
        client.error(1102);
        drain();
        assertThat(flows()).isFalse();
        client.quotes(3, MNQ);
        assertThat(flows()).isTrue();
    }

    @Test
    void nightLogin_hours_areSpentWithoutALink() throws Exception {
        rig.fault("night-login", "3h");
        assertThat(client.ends()).isTrue();
        client = IbClient.ready(rig.port(), 851);
        client.error(1100);
        client.quotes(1, MNQ);
        rig.advance(Duration.ofMinutes(5));
        assertThat(flows()).isFalse();
    }

    /** Whether a second brings a tick. */
    private boolean flows() throws Exception {
        int before = rig.truth().getInteger("sent");
        drain();
        rig.advance(Duration.ofSeconds(1));
        drain();
        return rig.truth().getInteger("sent") > before;
    }

    private List<List<String>> drain() throws Exception {
        return client.news(probe++);
    }

    private static boolean refused(IbClient other) {
        try {
            other.greet("v157..178");
            other.read();
            other.send(71, 2, 900, "");
            return other.ends();
        } catch (IOException e) {
            return true;
        }
    }

    private void untilClosed() throws Exception {
        long deadline =
                System.nanoTime() + Duration.ofSeconds(Rig.PATIENCE_SECONDS).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                new IbClient(rig.port()).close();
            } catch (ConnectException e) {
                return;
            }
        }
        throw new AssertionError("the port is still open");
    }

    private IbClient opened() throws Exception {
        long deadline =
                System.nanoTime() + Duration.ofSeconds(Rig.PATIENCE_SECONDS).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                return new IbClient(rig.port());
            } catch (ConnectException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the port is still closed");
    }
}
