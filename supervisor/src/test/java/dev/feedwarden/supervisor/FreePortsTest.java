package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void apply_name_isAFreePortThatNoConnectionGetsByItself_andAlwaysTheSame() throws Exception {
        FreePorts ports = new FreePorts();
        String port = ports.apply("exchange");

        assertThat(Integer.parseInt(port)).isBetween(15_000, 31_999);
        try (ServerSocket used = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            assertThat(used.isBound()).isTrue();
            assertThat(ports.apply("exchange")).isEqualTo(port);
            assertThat(ports.apply("other")).isNotEqualTo(port);
        }
    }
}
