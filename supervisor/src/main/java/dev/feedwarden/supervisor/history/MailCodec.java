package dev.feedwarden.supervisor.history;

import io.vertx.core.json.JsonObject;

/** Rows of the outbox. */
final class MailCodec implements Codec<Mail> {

    @Override
    public String encode(Mail mail) {
        return new JsonObject()
                .put("id", mail.id())
                .put("incident", mail.incident())
                .put("to", mail.to())
                .put("subject", mail.subject())
                .put("text", mail.text())
                .put("html", mail.html())
                .put("messageId", mail.messageId())
                .put("inReplyTo", mail.inReplyTo())
                .put("state", mail.state().word())
                .put("attempts", mail.attempts())
                .put("created", mail.created())
                .put("nextAttempt", mail.nextAttempt())
                .put("sent", mail.sent())
                .put("error", mail.error())
                .put("digest", mail.digest())
                .put("channel", mail.channel())
                .encode();
    }

    @Override
    public Mail decode(String text) {
        JsonObject json = new JsonObject(text);
        return new Mail(
                json.getString("id"),
                json.getString("incident"),
                json.getString("to"),
                json.getString("subject"),
                json.getString("text"),
                json.getString("html"),
                json.getString("messageId"),
                json.getString("inReplyTo"),
                Words.of(Mail.State.class, json.getString("state")),
                json.getInteger("attempts"),
                json.getInstant("created"),
                json.getInstant("nextAttempt"),
                json.getInstant("sent"),
                json.getString("error"),
                json.getString("digest"),
                json.getString("channel"));
    }
}
