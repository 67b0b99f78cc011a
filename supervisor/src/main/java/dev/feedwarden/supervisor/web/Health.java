package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import io.vertx.core.json.JsonObject;

/**
 * One word for probes: {@code healthy} when every feed is and nothing is yellow or red, {@code down} when feeds are
 * configured and none is connected, {@code degraded} between the two. Only {@code down} is answered with status 503.
 */
record Health(String word, int httpStatus) {

    private static final Health HEALTHY = new Health("healthy", 200);
    private static final Health DEGRADED = new Health("degraded", 200);
    private static final Health DOWN = new Health("down", 503);

    static Health of(StatusBoard board) {
        if (!board.feeds().isEmpty()
                && board.feeds().stream().allMatch(feed -> feed.state() == FeedState.DISCONNECTED)) {
            return DOWN;
        }
        boolean well = board.feeds().stream().allMatch(feed -> feed.state() == FeedState.HEALTHY);
        return switch (board.level()) {
            case GREY, GREEN -> well ? HEALTHY : DEGRADED;
            case YELLOW, RED -> DEGRADED;
        };
    }

    static Health of(FeedStatus feed) {
        return switch (feed.state()) {
            case HEALTHY -> HEALTHY;
            case DEGRADED -> DEGRADED;
            case DISCONNECTED -> DOWN;
        };
    }

    /** Of a stream: a connection without data is degraded, none is down. */
    static Health of(boolean connected, boolean flowing) {
        if (!connected) {
            return DOWN;
        }
        return flowing ? HEALTHY : DEGRADED;
    }

    JsonObject json() {
        return new JsonObject().put("status", word);
    }
}
