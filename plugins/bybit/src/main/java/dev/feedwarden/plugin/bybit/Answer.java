package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.feed.Session.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What the venue answered to a subscribe or unsubscribe request. On the option socket ({@code COMMAND_RESP}) it lists the
 * topics that worked and those that failed; elsewhere it says only whether all of it worked.
 *
 * @param succeeded the symbols that the venue names as subscribed
 * @param failed those that it names as refused
 * @param success what it says about the whole
 * @param code the code, as far as it gives one
 */
record Answer(Set<String> succeeded, Set<String> failed, boolean success, RetCode code, String text) {

    static boolean isAnswer(JsonObject message) {
        String op = Json.text(message, "op");
        return "COMMAND_RESP".equals(Json.text(message, "type"))
                || "subscribe".equals(op)
                || "unsubscribe".equals(op)
                || message.containsKey("success")
                || message.containsKey("retCode")
                || message.containsKey("ret_code");
    }

    static Answer of(JsonObject message) {
        JsonObject data = Json.object(message, "data");
        double number = Json.number(message, message.containsKey("retCode") ? "retCode" : "ret_code");
        String words = Objects.requireNonNullElse(
                Json.text(message, "ret_msg"), Objects.requireNonNullElse(Json.text(message, "retMsg"), ""));
        boolean success = Double.isNaN(number) ? !Boolean.FALSE.equals(message.getValue("success")) : number == 0;
        RetCode code = Double.isNaN(number) ? guessed(words) : RetCode.of((int) number);
        return new Answer(
                Topics.symbols(Json.array(data, "successTopics")),
                Topics.symbols(Json.array(data, "failTopics")),
                success,
                success ? RetCode.OK : code,
                (Double.isNaN(number) ? "" : (int) number + " ") + (words.isEmpty() ? "no reason given" : words));
    }

    /** Every symbol that it names. */
    Set<String> named() {
        var named = new LinkedHashSet<>(succeeded);
        named.addAll(failed);
        return named;
    }

    /** What a refusal as a whole means for so many streams; one bad topic must not take the others with it. */
    Refusal refusal(int streams) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("args size") || words.contains("args length") || words.contains("too long")) {
            return Refusal.TOO_LARGE;
        }
        return switch (code) {
            case NO_SYMBOL -> streams > 1 ? Refusal.TOO_LARGE : Refusal.GONE;
            case WRONG -> streams > 1 ? Refusal.TOO_LARGE : Refusal.RETRY;
            case BLOCKED -> Refusal.FATAL;
            default -> Refusal.RETRY;
        };
    }

    private static RetCode guessed(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        if (words.contains("too many") || words.contains("too frequent")) {
            return RetCode.SLOWER;
        }
        return (words.contains("symbol") && words.contains("invalid")) || words.contains("handler not found")
                ? RetCode.NO_SYMBOL
                : RetCode.AGAIN;
    }
}
