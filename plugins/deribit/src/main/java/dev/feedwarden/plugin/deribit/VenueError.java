package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** An error that the venue answered with. Its message is the code, the venue's words and the reason given. */
final class VenueError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Refusal refusal;
    private final FaultKind fault;

    private VenueError(String message, ErrorCode code, Refusal refusal, FaultKind fault) {
        super(message, null, false, false);
        this.code = code;
        this.refusal = refusal;
        this.fault = fault;
    }

    /** Reads an error object. Its {@code data} may be an object with a reason, a text, or absent. */
    static VenueError of(JsonObject error) {
        int number = error.getValue("code") instanceof Number code ? code.intValue() : 0;
        JsonObject data = Fields.object(error, "data");
        String reason = Objects.requireNonNullElse(
                Fields.text(data, "reason"), Objects.requireNonNullElse(Fields.text(error, "data"), ""));
        String words = Objects.requireNonNullElse(Fields.text(error, "message"), "no message");
        String message = number + " " + words + (reason.isEmpty() ? "" : " (" + reason + ")");

        ErrorCode code = ErrorCode.of(number);
        if (code == ErrorCode.INVALID_PARAMS) {
            if (reason.endsWith("not active") || reason.endsWith("not open") || reason.endsWith("not found")) {
                return new VenueError(message, code, Refusal.GONE, FaultKind.SUBSCRIPTION);
            }
            if ("currency".equals(Fields.text(data, "param"))) {
                return new VenueError(message, code, Refusal.FATAL, FaultKind.CONFIGURATION);
            }
        }
        return new VenueError(message, code, code.refusal(), code.fault());
    }

    ErrorCode code() {
        return code;
    }

    Refusal refusal() {
        return refusal;
    }

    /**
     * What it means for this many streams asked for in one request. One expired instrument must not take the others of
     * its request with it, so the request is halved until the one is alone.
     */
    Refusal refusal(int streams) {
        return refusal == Refusal.GONE && streams > 1 ? Refusal.TOO_LARGE : refusal;
    }

    FaultKind fault() {
        return fault;
    }

    /** The message, never null. */
    String text() {
        return Objects.requireNonNull(getMessage());
    }
}
