package dev.feedwarden.supervisor.drill.rows;

/** An exchange answers that it is asked too often, whatever is asked, and ends the session. */
final class RateLimit extends Faulted {

    RateLimit() {
        super("rate limit", "deribit", "rate-limit", "feed asks ever more slowly");
    }
}
