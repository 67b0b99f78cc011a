package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What only connection 0 talks about: discovery, and the venue's notices on maintenance, locks and listings. The notices
 * save time but nothing depends on them: rankings are refreshed anyway.
 */
final class FeedWideTalk implements Discovery.Rankings {

    private static final String PLATFORM = "platform_state";
    private static final String LISTINGS = "instrument.state.option.";

    /** How often the venue is asked for its status while it does not serve all that is ours, besides at the start. */
    private static final Duration STATUS_PACE = Duration.ofSeconds(30);

    private final DeribitFeed feed;
    private final Session session;
    private final Requests requests;
    private final Discovery discovery;
    private final Set<String> missingNotices = new LinkedHashSet<>();
    private boolean askingForNotices;
    private boolean dataFlows;

    FeedWideTalk(DeribitFeed feed, Session session, Requests requests) {
        this.feed = feed;
        this.session = session;
        this.requests = requests;
        discovery = new Discovery(
                session, requests, feed.settings().markets(), feed.settings().rerank(), this);
        missingNotices.add(PLATFORM);
        feed.settings().markets().forEach(market -> missingNotices.add(LISTINGS + market.currency()));
    }

    void start() {
        feed.venue().connected();
        feed.discoverBy(discovery);
        session.timers().every(STATUS_PACE, this::askStatus);
        askForNotices();
        askStatus();
        discovery.start(feed.rankingAge());
    }

    void closed() {
        feed.discoveryEnded(discovery);
    }

    /** A tick has arrived. */
    void ticked() {
        dataFlows = true;
    }

    /** A notification on a channel that is not a ticker's. */
    void notified(String channel, JsonObject data) {
        if (channel.equals(PLATFORM)) {
            feed.venue().platform(data, session);
        } else if (channel.startsWith(LISTINGS)) {
            discovery.soon();
        }
    }

    @Override
    public boolean ranked(Market market, Listing listing) {
        return feed.ranked(market, listing);
    }

    @Override
    public void ended(boolean complete) {
        if (complete) {
            feed.venue().served(session);
        }
        feed.rankingEnded(complete);
        askForNotices();
    }

    @Override
    public void refusedForGood(String detail) {
        feed.venue().misconfigured(detail, session);
    }

    /** Asks for the notices that have not been granted yet: at the start, and again after each round of discovery. */
    private void askForNotices() {
        if (askingForNotices || missingNotices.isEmpty()) {
            return;
        }
        askingForNotices = true;
        var channels = new JsonArray();
        missingNotices.forEach(channels::add);
        requests.call("public/subscribe", new JsonObject().put("channels", channels))
                .onComplete(answer -> askingForNotices = false)
                .onSuccess(answer -> {
                    Fields.array(answer, "result").forEach(missingNotices::remove);
                    if (!missingNotices.isEmpty()) {
                        noNotices("not acknowledged");
                    }
                })
                .onFailure(error -> noNotices(String.valueOf(error.getMessage())));
    }

    private void noNotices(String detail) {
        session.fault(FaultKind.SUBSCRIPTION, String.join(", ", missingNotices) + ": " + detail);
    }

    private void askStatus() {
        boolean flowing = dataFlows;
        dataFlows = false;
        if (feed.venue().servesAll()) {
            return;
        }
        requests.call("public/status", new JsonObject())
                .onSuccess(answer -> feed.venue().status(Fields.object(answer, "result"), flowing, session))
                .onFailure(error -> session.fault(FaultKind.MAINTENANCE, "public/status: " + error.getMessage()));
    }
}
