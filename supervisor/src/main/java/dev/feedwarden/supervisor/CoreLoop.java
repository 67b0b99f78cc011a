package dev.feedwarden.supervisor;

import dev.feedwarden.supervisor.plugin.LoopWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when our own loop hangs. Nobody else could: the judge itself runs there. */
final class CoreLoop implements LoopWatch.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);

    @Override
    public void blocked(String where) {
        LOG.error("event=core-loop-blocked where=\"{}\"", where);
    }

    @Override
    public void answers() {
        LOG.warn("event=core-loop-answers");
    }

    @Override
    public void hung() {
        LOG.error("event=core-loop-hung");
    }
}
