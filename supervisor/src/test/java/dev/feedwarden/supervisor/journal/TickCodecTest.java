package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TickCodecTest {

    @Test
    void read_ofAnyTickWritten_givesItBack() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            Tick tick = Ticks.any(random);
            ByteBuffer bytes = ByteBuffer.allocate(TickCodec.MOST_BYTES);
            TickCodec.write(tick, bytes);
            assertThat(TickCodec.read(bytes.flip())).isEqualTo(tick);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @Test
    void write_ofTheLongestTick_staysBelowTheLimit() {
        String text = "漢".repeat(TickCodec.MOST_TEXT / 2);
        QuoteBuilder quote = new QuoteBuilder(text, text, 1, 2)
                .bid(1)
                .ask(1)
                .bidSize(1)
                .askSize(1)
                .last(1)
                .mark(1);
        quote.bidIv(1).askIv(1).markIv(1).underlying(1).index(1).openInterest(1);
        Tick longest = quote.delta(1).gamma(1).vega(1).theta(1).rho(1).build();
        ByteBuffer bytes = ByteBuffer.allocate(TickCodec.MOST_BYTES);

        TickCodec.write(longest, bytes);

        assertThat(TickCodec.fits(longest)).isTrue();
        assertThat(TickCodec.fits(new Trade(text, text, 1, 2, "x", 1, 1, Trade.Side.BUY)))
                .isFalse();
    }

    @Test
    void read_ofAnotherVersion_saysWhichWasExpectedAndFound() {
        ByteBuffer bytes = ByteBuffer.allocate(TickCodec.MOST_BYTES);
        TickCodec.write(Ticks.numbered(1), bytes);
        bytes.put(0, (byte) 9);

        assertThatThrownBy(() -> TickCodec.read(bytes.flip()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected version 1")
                .hasMessageContaining("found version 9");
    }
}
