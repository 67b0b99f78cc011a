package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The whole state in one sentence. */
final class Truth {

    private static final int MOST_NAMED = 5;

    private Truth() {}

    static String of(StatusBoard board) {
        List<FeedStatus> ill = board.feeds().stream()
                .filter(feed -> feed.state() != FeedState.HEALTHY)
                .toList();
        if (!ill.isEmpty()) {
            return named(ill.stream()
                            .map(feed -> feed.id() + " is " + state(feed))
                            .toList())
                    + help(ill) + ".";
        }
        if (board.level() == Level.GREY) {
            return "Nothing is known yet.";
        }
        if (board.level() == Level.GREEN) {
            return board.feeds().isEmpty() ? "No feed is configured." : "All is well: every feed flows.";
        }
        String broken = named(board.rules().stream()
                .filter(rule -> rule.level() == board.level())
                .map(rule -> rule.id() + " is " + rule.level().word() + " for " + rule.subject())
                .toList());
        return "Data flows, but not all is well" + (broken.isEmpty() ? "." : ": " + broken + ".");
    }

    /** How a feed is, in words that say more than its state. */
    static String state(FeedStatus feed) {
        if (feed.state() != FeedState.DEGRADED) {
            return feed.state().word();
        }
        return feed.flowing() ? "partly connected" : "connected but silent";
    }

    private static String help(List<FeedStatus> ill) {
        List<LadderStatus> ladders =
                ill.stream().map(FeedStatus::ladder).filter(Objects::nonNull).toList();
        if (ladders.stream().anyMatch(ladder -> ladder.next() == null)) {
            return "; a person is needed";
        }
        return ladders.isEmpty() ? "" : "; recovery is under way";
    }

    private static String named(List<String> all) {
        String first = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? first + " and " + (all.size() - MOST_NAMED) + " more" : first;
    }
}
