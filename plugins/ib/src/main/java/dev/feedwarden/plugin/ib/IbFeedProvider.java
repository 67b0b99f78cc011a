package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes feeds of Interactive Brokers' gateways. */
@Extension
public final class IbFeedProvider implements FeedProvider {

    @Override
    public String type() {
        return "ib";
    }

    @Override
    public List<Setting> settings() {
        return IbSettings.DECLARED;
    }

    @Override
    public List<Metric> metrics() {
        return Gauges.ALL;
    }

    @Override
    public void check(Settings settings) {
        IbSettings.of(settings);
    }

    @Override
    public Feed create(Settings settings, FeedContext context) {
        return new IbFeed(IbSettings.of(settings), context);
    }
}
