package dev.feedwarden.supervisor.feed;

import static dev.feedwarden.supervisor.feed.SessionState.CONNECTING;
import static dev.feedwarden.supervisor.feed.SessionState.NEW;
import static dev.feedwarden.supervisor.feed.SessionState.READY;
import static dev.feedwarden.supervisor.feed.SessionState.STOPPED;
import static dev.feedwarden.supervisor.feed.SessionState.UP;
import static dev.feedwarden.supervisor.feed.SessionState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStateTest {

    @Test
    void to_legalMove_answersTheNextState() {
        assertThat(NEW.to(CONNECTING)
                        .to(UP)
                        .to(READY)
                        .to(WAITING)
                        .to(CONNECTING)
                        .to(WAITING))
                .isEqualTo(WAITING);
    }

    @Test
    void to_illegalMove_namesFromToAndExpected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WAITING.to(READY))
                .withMessageContaining("from WAITING to READY")
                .withMessageContaining("CONNECTING");
    }

    @ParameterizedTest
    @EnumSource
    void to_fromStopped_isNeverLegal(SessionState next) {
        assertThatIllegalStateException().isThrownBy(() -> STOPPED.to(next));
    }
}
