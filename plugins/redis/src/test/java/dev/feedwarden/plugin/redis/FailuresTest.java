package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.sink.SinkException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'. | UNAVAILABLE",
                "READONLY You can't write against a read only replica. | UNAVAILABLE",
                "LOADING Redis is loading the dataset in memory | UNAVAILABLE",
                "BUSY Redis is busy running a script. | UNAVAILABLE",
                "MASTERDOWN Link with MASTER is down | UNAVAILABLE",
                "CLUSTERDOWN Hash slot not served | UNAVAILABLE",
                "MISCONF Redis is configured to save RDB snapshots, but can't | UNAVAILABLE",
                "NOREPLICAS Not enough good replicas to write. | UNAVAILABLE",
                "CONNECTION_CLOSED | UNAVAILABLE",
                "Connection refused: localhost/127.0.0.1:1 | UNAVAILABLE",
                "ERR max number of clients reached | UNAVAILABLE",
                "NOAUTH Authentication required. | REFUSED",
                "WRONGPASS invalid username-password pair or user is disabled. | REFUSED",
                "NOPERM this user has no permissions to run the 'hset' command | REFUSED",
                "WRONGTYPE Operation against a key holding the wrong kind of value | REFUSED",
                "MOVED 3999 127.0.0.1:6381 | REFUSED",
                "ERR unknown command `HSET` | REFUSED",
                "ERR [12] OOM command not allowed | UNAVAILABLE",
                "ERR [0] WRONGTYPE Operation against a key | REFUSED",
                "OOMEN is no error of Redis | UNAVAILABLE"
            })
    void of_message_hasItsKind(String message, SinkException.Kind kind) {
        assertThat(Failures.of(new RuntimeException(message)).kind()).isEqualTo(kind);
    }

    @Test
    void of_timeout_isSlow() {
        assertThat(Failures.of(new TimeoutException("no reply")).kind()).isEqualTo(SinkException.Kind.SLOW);
    }

    @Test
    void of_causeThatIsKnown_hasItsKind() {
        var wrapped = new IllegalStateException("Cannot connect", new RuntimeException("NOAUTH needed"));

        assertThat(Failures.of(wrapped).kind()).isEqualTo(SinkException.Kind.REFUSED);
    }

    @Test
    void of_sinkException_staysAsItIs() {
        var known = new SinkException(SinkException.Kind.POISON, "known");

        assertThat(Failures.of(known)).isSameAs(known);
    }

    @Test
    void reason_longAndWithControls_isOneShortLine() {
        String reason = Failures.reason(new RuntimeException("a\r\nb\u001b" + "c".repeat(500)));

        assertThat(reason).startsWith("a b c").hasSize(200);
    }

    @Test
    void reason_noMessage_isTheClass() {
        assertThat(Failures.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
