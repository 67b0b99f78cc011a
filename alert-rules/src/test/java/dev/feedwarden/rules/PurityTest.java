package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PurityTest {

    @ParameterizedTest
    @ValueSource(strings = {"io.vertx.core.Vertx", "io.netty.channel.Channel"})
    void classPath_ofTheEngine_hasNoNetwork(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void classPath_ofTheEngine_hasTheYamlParser() throws ClassNotFoundException {
        assertThat(Class.forName("org.snakeyaml.engine.v2.api.LoadSettings")).isNotNull();
    }
}
