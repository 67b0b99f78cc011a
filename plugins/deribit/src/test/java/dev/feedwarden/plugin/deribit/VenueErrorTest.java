package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session.Refusal;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VenueErrorTest {

    @ParameterizedTest
    @CsvSource({
        "10028, RETRY, RATE_LIMIT",
        "10066, RETRY, RATE_LIMIT",
        "10040, RETRY, VENUE",
        "10041, RETRY, VENUE",
        "10047, RETRY, VENUE",
        "11094, RETRY, VENUE",
        "13028, RETRY, VENUE",
        "13888, RETRY, VENUE",
        "11051, RETRY, MAINTENANCE",
        "11056, RETRY, CONFIGURATION",
        "11052, RETRY, SUBSCRIPTION",
        "11050, RETRY, PLUGIN",
        "13778, FATAL, CONFIGURATION",
        "13004, FATAL, CONFIGURATION",
        "13009, FATAL, CONFIGURATION",
        "13021, FATAL, CONFIGURATION",
        "10000, FATAL, CONFIGURATION",
        "13019, GONE, SUBSCRIPTION",
        "13020, GONE, SUBSCRIPTION",
        "10020, GONE, SUBSCRIPTION",
        "-32600, TOO_LARGE, SUBSCRIPTION",
        "-32601, FATAL, PLUGIN",
        "-32602, FATAL, PLUGIN",
        "12345, RETRY, VENUE"
    })
    void of_code_isClassified(int code, Refusal refusal, FaultKind fault) {
        VenueError error = VenueError.of(new JsonObject().put("code", code).put("message", "words"));

        assertThat(error.refusal(1)).isEqualTo(refusal);
        assertThat(error.fault()).isEqualTo(fault);
        assertThat(error.text()).isEqualTo(code + " words");
    }

    @ParameterizedTest
    @CsvSource({
        "instrument is not active, instrument_name, GONE, SUBSCRIPTION",
        "instrument is not open, instrument_name, GONE, SUBSCRIPTION",
        "instrument not found, instrument_name, GONE, SUBSCRIPTION",
        "value must be a list, channels, FATAL, PLUGIN",
        "wrong value, currency, FATAL, CONFIGURATION"
    })
    void of_invalidParams_isDecidedByTheReason(String reason, String param, Refusal refusal, FaultKind fault) {
        VenueError error = VenueError.of(new JsonObject()
                .put("code", -32602)
                .put("message", "Invalid params")
                .put("data", new JsonObject().put("reason", reason).put("param", param)));

        assertThat(error.refusal(1)).isEqualTo(refusal);
        assertThat(error.fault()).isEqualTo(fault);
        assertThat(error.text()).isEqualTo("-32602 Invalid params (" + reason + ")");
    }

    @Test
    void refusal_ofOneAmongMany_halvesTheRequest() {
        VenueError error = VenueError.of(new JsonObject().put("code", 13020));

        assertThat(error.refusal(1)).isEqualTo(Refusal.GONE);
        assertThat(error.refusal(2)).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void of_dataThatIsText_keepsIt() {
        assertThat(VenueError.of(new JsonObject(
                                "{\"code\":11050,\"data\":\"invalid json\",\"message\":\"bad_request\"}"))
                        .text())
                .isEqualTo("11050 bad_request (invalid json)");
    }

    @Test
    void of_shapelessError_isUnknown() {
        VenueError error = VenueError.of(new JsonObject().put("code", "x").put("data", 7));

        assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(error.text()).isEqualTo("0 no message");
    }
}
