package dev.feedwarden.plugin.http;

import dev.feedwarden.api.notify.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** In which form a service takes notices. Each is one JSON object in the body of a POST. Pure. */
enum Shape {
    /** All of the notice. */
    JSON {
        @Override
        JsonObject body(Notice notice) {
            return new JsonObject()
                    .put("id", notice.id())
                    .put("incident", notice.incident())
                    .put("recipient", notice.recipient())
                    .put("subject", notice.subject())
                    .put("text", notice.text())
                    .put("created", notice.created().toString());
        }
    },
    /** Incoming webhooks of Slack, where three characters are markup; the URL says the channel. */
    SLACK {
        @Override
        JsonObject body(Notice notice) {
            String plain =
                    both(notice).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            return new JsonObject().put("text", cut(plain, 30_000));
        }
    },
    /** Webhooks of Discord: 2,000 characters; nobody is to be called by a name in a text; the URL says the channel. */
    DISCORD {
        @Override
        JsonObject body(Notice notice) {
            return new JsonObject()
                    .put("content", cut(both(notice), 2_000))
                    .put("allowed_mentions", new JsonObject().put("parse", new JsonArray()));
        }
    },
    /** {@code sendMessage} of a Telegram bot: 4,096 characters; the recipient is the chat. */
    TELEGRAM {
        @Override
        JsonObject body(Notice notice) {
            return new JsonObject().put("chat_id", notice.recipient()).put("text", cut(both(notice), 4_096));
        }
    },
    /** ntfy's JSON at the root of its server: a longer message would become a file; the recipient is the topic. */
    NTFY {
        @Override
        JsonObject body(Notice notice) {
            return new JsonObject()
                    .put("topic", notice.recipient())
                    .put("title", cut(notice.subject(), 250))
                    .put("message", cut(notice.text(), 1_000));
        }
    };

    abstract JsonObject body(Notice notice);

    /** Whether the recipient stands in the body, so that there is nobody without one. */
    boolean tellsARecipient() {
        return this == TELEGRAM || this == NTFY;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String both(Notice notice) {
        return notice.subject() + "\n" + notice.text();
    }

    /** The text, or its beginning: never half a character, as a pair of surrogates would be. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
