package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenAddressTest {

    @Test
    void redis_withUserAndPassword_bothStandBesideTheUri() {
        GivenAddress address = GivenAddress.redis("redis://ann:p%40ss+%3A:word@cache.example:6380/3");
        assertThat(address.host()).isEqualTo("cache.example");
        assertThat(address.port()).isEqualTo(6380);
        assertThat(address.through(7001)).isEqualTo(new Access("redis://127.0.0.1:7001/3", "ann", "p@ss+::word", null));
    }

    @Test
    void redis_withPasswordAlone_hasNoUser() {
        assertThat(GivenAddress.redis("redis://:secret@127.0.0.1").through(7001))
                .isEqualTo(new Access("redis://127.0.0.1:7001", null, "secret", null));
        assertThat(GivenAddress.redis("redis://127.0.0.1").port()).isEqualTo(6379);
    }

    @Test
    void database_keepsItsQuery_andItsModeBecomesTheSetting() {
        GivenAddress address = GivenAddress.database(
                "postgresql://ann:secret@db.example/ticks?sslmode=require&application_name=drill");
        assertThat(address.port()).isEqualTo(5432);
        assertThat(address.through(7001))
                .isEqualTo(new Access(
                        "postgresql://127.0.0.1:7001/ticks?sslmode=require&application_name=drill",
                        "ann",
                        "secret",
                        "require"));
    }

    @Test
    void database_ofThisMachineWithoutAMode_isSpokenToInClear() {
        assertThat(GivenAddress.database("postgres://ann@localhost:5433/ticks").through(7001))
                .isEqualTo(new Access("postgres://127.0.0.1:7001/ticks", "ann", null, "disable"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:secret@db.example/ticks, neither for db.example",
        "postgresql://ann:secret@db.example/ticks?sslmode=verify-full, found verify-full for db.example",
        "postgresql://ann:secret@127.0.0.1/ticks?sslmode=verify-full, found verify-full for 127.0.0.1",
        "postgresql://ann:secret@db.example/ticks?sslmode=prefer, found prefer for db.example",
        "postgresql://ann:secret@db.example/ticks?sslmode, found  for db.example",
        "postgresql://ann:secret@db.example/ticks?sslmode=disable&sslmode=require, found disable and require",
        "postgresql://db.example/ticks?sslmode=disable&password=secret, found 'password' in its query",
        "postgresql://ann:secret@127.0.0.1/ticks?host=db.example, found 'host' in its query",
        "mysql://ann:secret@127.0.0.1/ticks, found mysql://127.0.0.1",
        "postgresql://ann:secret@127.0.0.1:70000/ticks, found postgresql://127.0.0.1",
        "postgresql:///ticks, found postgresql://null",
        "postgresql://ann:secret@db example/ticks, found what is no URI",
        "postgresql://ann:secret@127.0.0.1/ticks#x, found a #"
    })
    void database_thatCannotBeUsed_isRefused_andTheErrorShowsNoPassword(String uri, String found) {
        assertThatThrownBy(() -> GivenAddress.database(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected postgresql://")
                .hasMessageContaining(found)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "rediss://:secret@cache.example, found rediss://cache.example: the drill's line ends on 127.0.0.1",
        "redis://:secret@cache.example/keys, found another path",
        "redis://:secret@cache.example?db=secret, found another path or a query",
        "redis://ann@cache.example, found a user without a password",
        "http://:secret@cache.example, found http://cache.example",
        "cache.example:6379, found cache.example://null"
    })
    void redis_thatCannotBeUsed_isRefused_andTheErrorShowsNoPassword(String uri, String found) {
        assertThatThrownBy(() -> GivenAddress.redis(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected redis://")
                .hasMessageContaining(found)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void shown_hasNoPassword() {
        GivenAddress address = GivenAddress.redis("redis://ann:secret@cache.example");
        assertThat(address).hasToString("redis://cache.example:6379");
        assertThat(address.through(7001)).hasToString("redis://127.0.0.1:7001");
    }
}
