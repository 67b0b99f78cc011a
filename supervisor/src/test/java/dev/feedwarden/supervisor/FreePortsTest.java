package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void names_haveAPortEach_belowThoseThatSystemsGiveOut() {
        FreePorts ports = new FreePorts();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String port = ports.apply("name-" + i);
            assertThat(Integer.parseInt(port)).isBetween(FreePorts.FIRST, FreePorts.END - 1);
            assertThat(given.add(port)).isTrue();
        }
        assertThat(given).contains(ports.apply("name-7")).hasSize(200);
    }
}
