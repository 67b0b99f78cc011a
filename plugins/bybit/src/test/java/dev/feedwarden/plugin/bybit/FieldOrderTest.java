package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldOrderTest {

    private final List<String> lookedUp = new ArrayList<>();
    private final FieldOrder order = new FieldOrder(this::meaning);

    @Test
    void next_sameOrderAgain_looksNothingUp() throws IOException {
        String message = "{\"a\":1,\"bb\":{\"ccc\":\"x\"},\"dddd\":null}";
        assertThat(read(message)).containsExactly(1, 2, 3, 4);
        lookedUp.clear();
        assertThat(read(message)).containsExactly(1, 2, 3, 4);
        assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dddd\":1,\"bb\":{\"a\":1},\"ccc\":[1]}",
                "{\"ccc\":1}",
                "{}",
                "{\"a\":1,\"a\":2,\"bb\":{},\"eeeee\":1,\"ccc\":\"x\",\"dddd\":0,\"\":1}",
                " { \"\\u0061\" : 1 , \"b\\u0062\" : { } } "
            })
    void next_anotherOrder_meansTheSame(String other) throws IOException {
        List<Integer> alone = new ArrayList<>();
        try (JsonParser parser = parser(other)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    alone.add(parser.currentName().length());
                }
            }
        }
        read("{\"a\":1,\"bb\":{\"ccc\":\"x\"},\"dddd\":null}");
        assertThat(read(other)).isEqualTo(alone);
        assertThat(read("{\"a\":1,\"bb\":{\"ccc\":\"x\"},\"dddd\":null}")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void next_endlessNames_remembersOnlySoMany() throws IOException {
        String many =
                IntStream.range(100, 400).mapToObj(i -> "\"n" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
        read(many);
        lookedUp.clear();
        read(many);
        assertThat(lookedUp).hasSize(300 - 64);
        assertThat(read("{\"" + "x".repeat(65) + "\":1}")).containsExactly(65);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,", "{\"a\":1,\"b", "{\"a\":1,b", "{\"a\":1 \"bb\":2}", "{\"a\":1]", "{\"a\":1,}"})
    void next_brokenMessage_fails(String broken) throws IOException {
        read("{\"a\":1,\"bb\":{\"ccc\":\"x\"},\"dddd\":null}");
        assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
    }

    private int meaning(String name) {
        lookedUp.add(name);
        return name.length();
    }

    /** What the fields of all objects of a message mean, in their order. */
    private List<Integer> read(String message) throws IOException {
        List<Integer> found = new ArrayList<>();
        order.restart();
        try (JsonParser parser = parser(message)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            fields(parser, found);
            assertThat(parser.nextToken()).isNull();
        }
        return found;
    }

    private void fields(JsonParser parser, List<Integer> found) throws IOException {
        for (int field = order.next(parser); field != FieldOrder.END; field = order.next(parser)) {
            found.add(field);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                fields(parser, found);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static JsonParser parser(String message) throws IOException {
        return new JsonFactory().createParser(message.getBytes(StandardCharsets.UTF_8));
    }
}
