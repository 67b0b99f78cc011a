package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.Retry;

/** How patient a feed is with its venue; shared by its sessions, because the venue sees them as one. */
record Patience(Retry retry, Storm storm, AdaptivePace pace) {

    static Patience of(Retry retry) {
        return new Patience(retry, new Storm(), new AdaptivePace());
    }
}
