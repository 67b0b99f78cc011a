package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes feeds of Deribit's options. */
@Extension
public final class DeribitFeedProvider implements FeedProvider {

    @Override
    public String type() {
        return "deribit";
    }

    @Override
    public List<Setting> settings() {
        return DeribitSettings.DECLARED;
    }

    @Override
    public List<Metric> metrics() {
        return Tally.METRICS;
    }

    @Override
    public void check(Settings settings) {
        DeribitSettings.of(settings);
    }

    @Override
    public Feed create(Settings settings, FeedContext context) {
        return new DeribitFeed(DeribitSettings.of(settings), context);
    }
}
