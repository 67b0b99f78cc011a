package dev.feedwarden.plugin.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.TickFile;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import dev.feedwarden.plugin.files.format.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredTicksTest {

    private static final Header HEADER = Header.newBuilder()
            .setVersion(1)
            .setJournal("journal")
            .setFeed("deribit")
            .setInstrument("ETH-1")
            .build();
    private static final List<Tick> TICKS = List.of(
            new QuoteBuilder("deribit", "ETH-1", 1, 2)
                    .bid(1.5)
                    .rho(-3)
                    .underlying(3_000)
                    .build(),
            new QuoteBuilder("deribit", "ETH-1", 3, 4).build(),
            new Trade("deribit", "ETH-1", 5, 6, "t-1", 2.5, Double.NaN, Trade.Side.SELL));

    @TempDir
    private Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("ticks.pb");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HEADER.writeDelimitedTo(out);
        for (int i = 0; i < TICKS.size(); i++) {
            Messages.of(new Batch.Row(i + 7, TICKS.get(i))).writeDelimitedTo(out);
        }
        bytes = out.toByteArray();
        java.nio.file.Files.write(file, bytes);
    }

    @Test
    void open_fileOfTheSink_givesBackWhatWasWritten() throws IOException {
        try (TickFile ticks = new FilesSinkProvider().open(file)) {
            assertThat(ticks.journal()).isEqualTo("journal");
            assertThat(rest(ticks)).extracting(Batch.Row::tick).isEqualTo(TICKS);
        }
    }

    @Test
    void open_fileCutAnywhere_givesAPrefixAndThenSaysWhere() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            java.nio.file.Files.write(file, Arrays.copyOf(bytes, length));
            try (TickFile ticks = new FilesSinkProvider().open(file)) {
                if (ticks == null) {
                    continue;
                }
                List<Tick> read = new ArrayList<>();
                try {
                    for (Batch.Row row = ticks.next(); row != null; row = ticks.next()) {
                        read.add(row.tick());
                    }
                } catch (IOException torn) {
                    assertThat(torn).hasMessageMatching("byte [0-9]+: .*");
                }
                assertThat(read).isEqualTo(TICKS.subList(0, read.size()));
            }
        }
    }

    @Test
    void next_tornTail_failsOnceTheRowsBeforeItWereGiven() throws IOException {
        java.nio.file.Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        try (TickFile ticks = new FilesSinkProvider().open(file)) {
            assertThat(ticks.next()).isNotNull();
            assertThat(ticks.next()).isNotNull();
            assertThatThrownBy(ticks::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected a whole row");
        }
    }

    @Test
    void open_otherFiles_areNotOurs() throws IOException {
        for (String content : List.of("", "{}", "PK\u0003\u0004", "hello, world\n".repeat(100))) {
            java.nio.file.Files.writeString(file, content);
            assertThat(new FilesSinkProvider().open(file)).isNull();
        }
    }

    @Test
    void open_laterVersion_isRefusedByName() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HEADER.toBuilder().setVersion(2).build().writeDelimitedTo(out);
        java.nio.file.Files.write(file, out.toByteArray());

        assertThatThrownBy(() -> new FilesSinkProvider().open(file)).hasMessageContaining("expected version 1");
    }

    private static List<Batch.Row> rest(TickFile ticks) throws IOException {
        List<Batch.Row> rows = new ArrayList<>();
        for (Batch.Row row = ticks.next(); row != null; row = ticks.next()) {
            rows.add(row);
        }
        return rows;
    }
}
