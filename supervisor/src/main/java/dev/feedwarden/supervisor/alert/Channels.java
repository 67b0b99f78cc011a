package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Transaction;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every way on which people are told: mail, and the notifiers of the configuration, each with an outbox of its own, so that
 * none waits for another. Their rows stand in one store. Lives on the core event loop.
 */
public final class Channels implements Composer, Outbox {

    /** Of how many of the newest rows {@link #resume} makes use. */
    public static final int LOOK_BACK = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final Composer letters;
    private final Routing routing;
    private final OutboxParts parts;
    private final MailOutbox mails;
    private final Map<String, Channel> notifiers = new LinkedHashMap<>();

    /**
     * Channels that have nothing to do yet: what an earlier process left is given to them by {@link #resume}.
     *
     * @param vertx runs the core event loop, its only one
     * @param letters writes the mails
     * @param notifiers those of the configuration
     * @param room where their instances live
     */
    public Channels(
            Vertx vertx,
            MailSettings mail,
            Composer letters,
            Routing routing,
            List<NoticeSettings> notifiers,
            NotifierRoom room,
            OutboxParts parts) {
        this.letters = letters;
        this.routing = routing;
        this.parts = parts;
        mails = new MailOutbox(vertx, mail, OutboxLimits.DEFAULT, parts, new Standbys());
        Context core = vertx.getOrCreateContext();
        notifiers.forEach(settings -> this.notifiers.put(settings.id(), channel(settings, mail, room, core)));
        room.watch(id -> core.runOnContext(v -> started(id)));
    }

    private Channel channel(NoticeSettings settings, MailSettings mail, NotifierRoom room, Context core) {
        MessageIds ids = new MessageIds(settings.id());
        var outbox = new ChannelOutbox(
                settings.id(),
                new NotifierCarrier(settings.id(), room, core),
                new Sending(List.of(), settings.limit(), Unsure.RESEND),
                OutboxLimits.DEFAULT,
                ids,
                parts,
                Witness.NONE);
        return new Channel(
                settings.id(),
                new NoticeComposer(settings, mail.page(), parts.numbers(), ids),
                outbox,
                settings.standsIn(mail) ? new Standby(settings, mails, ids, parts, outbox::deliver) : null);
    }

    /** Puts charts into the mails that are sent from now on. */
    public void with(Charts drawn) {
        mails.with(drawn);
    }

    /**
     * Takes what an earlier process left, and begins to watch whether mail works.
     *
     * @param newestFirst of the store, {@value #LOOK_BACK} at the most: what was said last of mail itself
     */
    public void resume(List<Mail> unsettled, List<Mail> newestFirst) {
        standbys().forEach(standby -> standby.start(newestFirst));
        deliver(unsettled);
        abandon(unsettled);
    }

    @Override
    public List<Mail> compose(Announcement announcement) {
        Map<String, Instant> receivers = routing.recipients(announcement);
        List<Mail> rows = new ArrayList<>(letters.compose(announcement));
        notifiers.values().forEach(channel -> rows.addAll(channel.compose(announcement, receivers)));
        return rows;
    }

    /** By mail alone. */
    @Override
    public List<Mail> compose(Bulletin bulletin) {
        return letters.compose(bulletin);
    }

    @Override
    public Rounds rounds() {
        return letters.rounds();
    }

    @Override
    public void deliver(List<Mail> committed) {
        mails.deliver(committed);
        notifiers.values().forEach(channel -> channel.outbox().deliver(committed));
    }

    /** Of mails. Safe from any thread. */
    @Override
    public Backlog backlog() {
        return mails.backlog();
    }

    /** Of notices, over all notifiers. Safe from any thread. */
    public Backlog notices() {
        return notifiers.values().stream()
                .map(channel -> channel.outbox().backlog())
                .reduce(
                        new Backlog(0, 0),
                        (one, other) -> new Backlog(
                                one.mails() + other.mails(), Math.max(one.oldestSeconds(), other.oldestSeconds())));
    }

    @Override
    public Future<Void> close() {
        return Future.join(Stream.concat(
                                Stream.of(mails.close()),
                                notifiers.values().stream().map(Channel::close))
                        .toList())
                .mapEmpty();
    }

    private Stream<Standby> standbys() {
        return notifiers.values().stream().map(Channel::standby).filter(Objects::nonNull);
    }

    private void started(String id) {
        @Nullable Channel channel = notifiers.get(id);
        if (channel != null) {
            channel.outbox().resume();
        }
    }

    /** Rows for a notifier that the configuration does not name any more reach nobody. */
    private void abandon(List<Mail> unsettled) {
        List<Mail> left = unsettled.stream()
                .filter(row -> row.channel() != null && !notifiers.containsKey(row.channel()))
                .map(row -> Delivery.abandoned(row, "no notifier '" + row.channel() + "' in the configuration"))
                .toList();
        parts.history()
                .commit(Transaction.ofMails(left))
                .onFailure(cause -> LOG.error("event=mail-unrecorded mails={}", left.size(), cause));
    }

    /** Every stand-in hears how mails fare. */
    private final class Standbys implements Witness {

        @Override
        public List<Mail> ended(Mail after, @Nullable Failure failure) {
            return standbys()
                    .flatMap(standby -> standby.ended(after, failure).stream())
                    .toList();
        }

        @Override
        public void recorded(List<Mail> more) {
            deliver(more);
        }
    }
}
