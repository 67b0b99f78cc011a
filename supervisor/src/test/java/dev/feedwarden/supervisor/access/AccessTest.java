package dev.feedwarden.supervisor.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.access.Sessions.Session;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-27T08:00:00Z"));
    private final Sessions sessions = new Sessions(timers);
    private final Tries tries = new Tries(timers);

    @Test
    void hash_samePasswordTwice_differsAndNeverHoldsIt() {
        PasswordHash hashes = new PasswordHash();

        String first = hashes.of("correct horse battery", new SecureRandom());

        assertThat(PasswordHash.isOne(first)).isTrue();
        assertThat(first).startsWith("$pbkdf2$it=210000$").doesNotContain("horse");
        assertThat(hashes.of("correct horse battery", new SecureRandom())).isNotEqualTo(first);
        assertThat(hashes.verify(first, "correct horse battery")).isTrue();
        assertThat(hashes.verify(first, "correct horse batterx")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"99999, false", "100000, true", "2000000, true", "2000001, false", "999999999, false"})
    void hash_rounds_areNeitherTooFewNorTooMany(int rounds, boolean fine) {
        String hash = "$pbkdf2$it=" + rounds + "$" + "A".repeat(22) + "$" + "A".repeat(86);

        assertThat(PasswordHash.isOne(hash)).isEqualTo(fine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "$sha512$$c2FsdA$aGFzaA", "$pbkdf2$it=210000$$"})
    void hash_ofAnotherForm_isNone(String text) {
        assertThat(PasswordHash.isOne(text)).isFalse();
    }

    @Test
    void authenticate_wrongPasswordNameOrLength_isRefusedAlike() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            String hash = new PasswordHash().of("correct horse battery", new SecureRandom());
            Accounts accounts = new Accounts(
                    vertx,
                    List.of(
                            new Account("ada", new Secret(hash), null),
                            new Account("robot", null, new Secret("t".repeat(32)))));

            assertThat(accounts.authenticate(given("ada", "correct horse battery"))
                            .await(60, SECONDS)
                            .subject())
                    .isEqualTo("ada");
            for (var wrong : List.of(
                    given("ada", "x"),
                    given("bob", "correct horse battery"),
                    given("robot", ""),
                    given("ada", "x".repeat(257)))) {
                assertThatThrownBy(() -> accounts.authenticate(wrong).await(60, SECONDS))
                        .hasMessage("the name or the password is wrong");
            }
            assertThat(accounts.ofToken("t".repeat(32))).isEqualTo("robot");
            assertThat(accounts.ofToken("t".repeat(31))).isNull();
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void session_unusedFor30Minutes_hasEnded() {
        Session session = sessions.begin("ada");
        timers.advance(Duration.ofMinutes(30).minusNanos(1));
        assertThat(sessions.use(session.id())).isNotNull();
        timers.advance(Duration.ofMinutes(30));

        assertThat(sessions.use(session.id())).isNull();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void session_usedAllTheTime_endsAfter12Hours() {
        Session session = sessions.begin("ada");
        for (int i = 0; i < 35; i++) {
            timers.advance(Duration.ofMinutes(20));
            assertThat(sessions.use(session.id())).isNotNull();
        }
        timers.advance(Duration.ofMinutes(20));

        assertThat(sessions.use(session.id())).isNull();
    }

    @Test
    void session_oneTooMany_endsTheOneUnusedLongest() {
        Session first = sessions.begin("ada");
        Session second = sessions.begin("ada");
        for (int i = 2; i < Sessions.MOST; i++) {
            sessions.begin("ada");
        }
        sessions.use(first.id());

        sessions.begin("ada");

        assertThat(sessions.size()).isEqualTo(Sessions.MOST);
        assertThat(sessions.use(second.id())).isNull();
        assertThat(sessions.use(first.id())).isNotNull();
        assertThat(first.id()).hasSize(43).isNotEqualTo(second.id());
        assertThat(first.toString()).doesNotContain(first.id(), first.csrf());
    }

    @Test
    void tries_sixthWithinAMinute_isRefusedUntilTheFirstIsAMinuteOld() {
        for (int i = 0; i < Tries.MOST; i++) {
            assertThat(tries.take("192.0.2.1")).isTrue();
        }
        assertThat(tries.take("192.0.2.1")).isFalse();
        assertThat(tries.take("192.0.2.2")).isTrue();
        timers.advance(Tries.WINDOW.minusNanos(1));
        assertThat(tries.take("192.0.2.1")).isFalse();
        timers.advance(Duration.ofNanos(1));

        assertThat(tries.take("192.0.2.1")).isTrue();
    }

    @Test
    void tries_manyAddresses_areForgottenAboveTheLimit() {
        for (int i = 0; i < Tries.ADDRESSES + 5; i++) {
            tries.take("10.0." + i / 256 + "." + i % 256);
        }

        assertThat(tries.size()).isEqualTo(Tries.ADDRESSES);
    }

    @Test
    void tries_addressesOfOneIpv6Network_countAsOne() {
        for (int i = 1; i <= Tries.MOST; i++) {
            tries.take("2001:db8:1:2:0:0:0:" + i);
        }

        assertThat(tries.take("2001:db8:1:2:ffff:0:0:1")).isFalse();
        assertThat(tries.take("2001:db8:1:3:0:0:0:1")).isTrue();
    }

    private static UsernamePasswordCredentials given(String user, String password) {
        return new UsernamePasswordCredentials(user, password);
    }
}
