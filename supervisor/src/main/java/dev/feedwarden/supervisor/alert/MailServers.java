package dev.feedwarden.supervisor.alert;

import java.util.List;

/**
 * Which of the servers is used. One that serves is stayed with; when it does not, the others are tried in turn, each once
 * until one serves or all have failed. For one thread.
 */
final class MailServers {

    private final List<Sending.Server> servers;
    private int at;
    private int failedInARow;

    MailServers(List<Sending.Server> servers) {
        this.servers = servers;
    }

    Sending.Server current() {
        return servers.get(at);
    }

    /** The current one served. */
    void served() {
        failedInARow = 0;
    }

    /** The current one does not serve: moves on. Answers whether that one is still to be tried in this round. */
    boolean next() {
        at = (at + 1) % servers.size();
        failedInARow++;
        if (failedInARow < servers.size()) {
            return true;
        }
        failedInARow = 0;
        return false;
    }
}
