package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes feeds of Bybit's options. */
@Extension
public final class BybitFeedProvider implements FeedProvider {

    @Override
    public String type() {
        return "bybit";
    }

    @Override
    public List<Setting> settings() {
        return BybitSettings.DECLARED;
    }

    @Override
    public List<Metric> metrics() {
        return Tally.METRICS;
    }

    @Override
    public void check(Settings settings) {
        BybitSettings.of(settings);
    }

    @Override
    public Feed create(Settings settings, FeedContext context) {
        return new BybitFeed(BybitSettings.of(settings), context);
    }
}
