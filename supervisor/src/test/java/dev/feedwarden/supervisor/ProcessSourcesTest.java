package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSourcesTest {

    @TempDir
    private Path folder;

    @Test
    void resident_asLinuxWritesIt_isInBytes() throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t  99 kB\nVmRSS:\t  12 kB\n");

        assertThat(ProcessSources.resident(status)).isEqualTo(12_288);
    }

    @Test
    void resident_anotherSystem_isUnknown() throws IOException {
        assertThat(ProcessSources.resident(folder.resolve("absent"))).isNaN();
        assertThat(ProcessSources.resident(Files.writeString(folder.resolve("status"), "Name:\tjava\n")))
                .isNaN();
    }

    @Test
    void of_processorTime_isAShareOrUnknown() {
        assertThat(ProcessSources.of().get(CoreMetrics.PROCESS_CPU).getAsDouble())
                .satisfiesAnyOf(
                        share -> assertThat(share).isNaN(),
                        share -> assertThat(share).isBetween(0.0, 1.0));
    }
}
