package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VenueWatchTest {

    private final FakeSession session = new FakeSession(0, new ManualTimers(Instant.EPOCH));
    private final VenueWatch watch = new VenueWatch(List.of(new Market("ETH")));

    @Test
    void platform_flood_reportsNothing() {
        for (int each = 0; each < 151; each++) {
            platform("{\"locked\":" + (each % 2 == 0) + ",\"price_index\":\"coin" + each + "_usdc\",\"reasons\":[]}");
            platform("{\"locked\":false,\"price_index\":\"eth_usd\",\"reasons\":[]}");
        }
        platform("{\"maintenance\":false}");
        platform("{\"unknown\":{}}");

        assertThat(session.reports).isEmpty();
    }

    @Test
    void maintenance_saidToAConnectionThatIsGone_isToldToTheNext() {
        session.over = true;
        watch.maintenance("11051 system_maintenance", session);

        var next = new FakeSession(0, new ManualTimers(Instant.EPOCH));
        watch.maintenance("11051 system_maintenance", next);
        assertThat(next.reports).containsExactly("venue MAINTENANCE");
    }

    @Test
    void platform_maintenanceAndBack_isReportedOnceEach() {
        platform("{\"maintenance\":true}");
        platform("{\"maintenance\":true}");
        platform("{\"maintenance\":false}");

        assertThat(session.reports).containsExactly("venue MAINTENANCE", "venue OPEN");
    }

    @Test
    void platform_lockOfOwnIndex_isLockedUntilItIsNot() {
        platform("{\"locked\":true,\"price_index\":\"btc_usd\"}");
        platform("{\"locked\":true,\"price_index\":\"eth_usd\"}");
        platform("{\"locked\":true,\"price_index\":\"eth_usd\"}");
        platform("{\"locked\":false,\"price_index\":\"eth_usd\"}");

        assertThat(session.reports)
                .containsExactly("fault MAINTENANCE index eth_usd is locked", "venue LOCKED", "venue OPEN");
    }

    @Test
    void platform_lockOfOneOfTwoIndices_isAFaultOnly() {
        var both = new VenueWatch(List.of(new Market("ETH"), new Market("BTC")));

        both.platform(new JsonObject("{\"locked\":true,\"price_index\":\"eth_usd\"}"), session);
        assertThat(session.reports).containsExactly("fault MAINTENANCE index eth_usd is locked");

        both.platform(new JsonObject("{\"locked\":true,\"price_index\":\"btc_usd\"}"), session);
        assertThat(session.reports).contains("venue LOCKED");
    }

    @Test
    void served_afterRefusal_opensAgain() {
        watch.maintenance("11051 system_maintenance", session);
        watch.served(session);

        assertThat(session.reports).containsExactly("venue MAINTENANCE", "venue OPEN");
    }

    @Test
    void served_afterAnnouncement_waitsForANewConnection() {
        platform("{\"maintenance\":true}");
        watch.served(session);
        assertThat(session.reports).containsExactly("venue MAINTENANCE");

        watch.connected();
        watch.served(session);
        assertThat(session.reports).containsExactly("venue MAINTENANCE", "venue OPEN");
    }

    @Test
    void status_afterAnnouncementThatIsNeverTakenBack_opensOnceDataFlows() {
        platform("{\"maintenance\":true}");
        watch.status(new JsonObject("{\"locked\":\"false\"}"), false, session);
        assertThat(session.reports).containsExactly("venue MAINTENANCE");

        watch.status(new JsonObject("{\"locked\":\"false\"}"), true, session);
        assertThat(session.reports).containsExactly("venue MAINTENANCE", "venue OPEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"locked\":true}",
                "{\"locked\":\"true\"}",
                "{\"locked\":\"partial\",\"locked_indices\":[\"eth_usd\"]}",
                "{\"locked\":\"partial\",\"locked_currencies\":[\"BTC\",\"ETH\"]}"
            })
    void status_lockInAnyForm_isLocked(String status) {
        watch.status(new JsonObject(status), false, session);

        assertThat(session.reports).contains("venue LOCKED");
    }

    @Test
    void status_lockAfterRefusal_staysMaintenance() {
        watch.maintenance("11051 system_maintenance", session);
        watch.status(new JsonObject("{\"locked\":\"true\"}"), false, session);
        assertThat(session.reports).containsExactly("venue MAINTENANCE", "fault MAINTENANCE index eth_usd is locked");

        watch.status(new JsonObject("{\"locked\":\"false\"}"), false, session);
        assertThat(session.reports).endsWith("venue OPEN");
    }

    @Test
    void status_lockOfOthers_isOpen() {
        watch.status(new JsonObject("{\"locked\":\"partial\",\"locked_indices\":[\"btc_usd\"]}"), false, session);

        assertThat(session.reports).isEmpty();
    }

    @Test
    void misconfigured_untilServed_isReported() {
        watch.misconfigured("-32602 Invalid params", session);
        watch.served(session);

        assertThat(session.reports).containsExactly("venue MISCONFIGURED", "venue OPEN");
    }

    private void platform(String data) {
        watch.platform(new JsonObject(data), session);
    }
}
