package dev.feedwarden.plugin.simulator.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBytesTest {

    @ParameterizedTest
    @CsvSource({
        "GET, UNDECIDED",
        "'GET /', UNDECIDED",
        "'GET /sim', UNDECIDED",
        "'GET /sim/', CONTROL",
        "'POST /sim/faults HTTP/1.1', CONTROL",
        "'GET /simple', EXCHANGE",
        "'GET /ws/api/v2 HTTP/1.1', EXCHANGE",
        "no-method-is-so-long, EXCHANGE",
        "'OPTIONS /sim/', CONTROL"
    })
    void of_bytesSoFar_decidesAsSoonAsItCan(String bytes, FirstBytes expected) {
        assertThat(FirstBytes.of(Buffer.buffer(bytes))).isEqualTo(expected);
    }
}
