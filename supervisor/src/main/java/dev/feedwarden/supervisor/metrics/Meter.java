package dev.feedwarden.supervisor.metrics;

import java.util.List;

/**
 * Every meter of the product. The name is Micrometer's; Prometheus writes dots as underscores, adds the unit, and to counters
 * {@code _total}.
 */
public enum Meter {
    START_TIME(Type.GAUGE, "feedwarden.start.time", "seconds", "When this process started, since 1970"),
    PROCESS_MEMORY(Type.GAUGE, "feedwarden.process.memory", "bytes", "Resident memory of this process"),
    HEAP_USED(Type.GAUGE, "feedwarden.heap.used", "ratio", "Share of the Java heap's limit that is in use"),
    DISK_FREE(Type.GAUGE, "feedwarden.disk.free", "bytes", "What is free on the disk of the data folder"),

    HEALTH(Type.GAUGE, "feedwarden.health", "ratio", "Share of the rules that are green, a yellow one counting half"),
    RULES_JUDGED(
            Type.GAUGE, "feedwarden.rules.judged", "", "Rules and subjects at a level, dormant ones apart", "level"),
    INCIDENTS_OPEN(Type.GAUGE, "feedwarden.incidents.open", "", "Incidents that are open"),

    FEED_TICKS(Type.COUNTER, "feedwarden.feed.ticks", "", "Ticks received, repeats left out", "feed"),
    FEED_REPEATS(
            Type.COUNTER, "feedwarden.feed.repeats", "", "Ticks dropped because the venue sent them twice", "feed"),
    FEED_UNWANTED(
            Type.COUNTER, "feedwarden.feed.unwanted", "", "Ticks dropped because their stream is not wanted", "feed"),
    FEED_REFUSED_TICKS(
            Type.COUNTER, "feedwarden.feed.refused.ticks", "", "Ticks that the journal did not take", "feed"),
    FEED_SUBSCRIBE_RETRIES(Type.COUNTER, "feedwarden.feed.subscribe.retries", "", "Streams asked for again", "feed"),
    FEED_FOLDED_FAULTS(
            Type.COUNTER,
            "feedwarden.feed.folded.faults",
            "",
            "Faults counted but not reported, because there were more than 20 a second",
            "feed"),
    FEED_UNKEPT_MESSAGES(
            Type.COUNTER,
            "feedwarden.feed.unkept.messages",
            "",
            "Undecodable messages of which no sample was kept, because one was kept within the second",
            "feed"),
    FEED_HTTP(
            Type.COUNTER,
            "feedwarden.feed.http",
            "",
            "HTTP requests, by outcome: answered, failed, or held back by the budget of the host",
            "feed",
            "outcome"),
    FEED_FAULTS(Type.COUNTER, "feedwarden.feed.faults", "", "Faults, by kind", "feed", "kind"),
    FEED_RECONNECTS(Type.COUNTER, "feedwarden.feed.reconnects", "", "Connections made anew", "feed"),
    FEED_CONNECTIONS(Type.GAUGE, "feedwarden.feed.connections", "", "Connections that are up", "feed"),
    FEED_STREAMS(Type.GAUGE, "feedwarden.feed.streams", "", "Streams that are wanted", "feed"),
    FEED_LAG(
            Type.GAUGE,
            "feedwarden.feed.lag",
            "seconds",
            "Receive time less exchange time of the last tick, by the venue's clock",
            "feed"),
    FEED_BREAKER(
            Type.GAUGE,
            "feedwarden.feed.breaker",
            "",
            "2 while the venue is left alone after failures in a row, 1 while one attempt decides, 0 otherwise",
            "feed"),
    FEED_ATTEMPTS_FAILED(
            Type.GAUGE, "feedwarden.feed.attempts.failed", "", "Attempts to connect that failed in a row", "feed"),
    FEED_STORM(Type.GAUGE, "feedwarden.feed.storm", "", "1 after more than five reconnects within a minute", "feed"),
    FEED_PACE(
            Type.GAUGE,
            "feedwarden.feed.pace",
            "seconds",
            "Least time between two subscribe requests because the venue complained",
            "feed"),
    FEED_GAPS(
            Type.COUNTER, "feedwarden.feed.gaps", "", "Gaps in the data that have begun, by reason", "feed", "reason"),
    FEED_COMPLETENESS(
            Type.GAUGE,
            "feedwarden.completeness",
            "ratio",
            "Share of the watched time since midnight UTC that lies in no gap",
            "feed"),
    COMPLETENESS_ACCEPTED(
            Type.GAUGE, "feedwarden.completeness.accepted", "", "Ticks accepted since midnight UTC", "feed"),
    COMPLETENESS_STORED(
            Type.GAUGE,
            "feedwarden.completeness.stored",
            "",
            "Ticks received since midnight UTC that a sink has stored",
            "feed",
            "sink"),
    COMPLETENESS_GAP(
            Type.GAUGE, "feedwarden.completeness.gap", "seconds", "Time since midnight UTC that lies in a gap", "feed"),
    COMPLETENESS_FEEDS(
            Type.GAUGE, "feedwarden.completeness.feeds", "", "Feeds whose ticks are counted by day, at most 256"),

    JOURNAL_ACCEPTED(Type.COUNTER, "feedwarden.journal.accepted", "", "Ticks covered by a completed sync"),
    JOURNAL_REFUSED(Type.COUNTER, "feedwarden.journal.refused", "", "Ticks not taken, by reason", "reason"),
    JOURNAL_DAMAGED(Type.COUNTER, "feedwarden.journal.damaged", "", "Accepted ticks found damaged"),
    JOURNAL_ABANDONED(
            Type.COUNTER, "feedwarden.journal.abandoned", "", "Segments given up after a failed write or sync"),
    JOURNAL_ACCEPTING(
            Type.GAUGE, "feedwarden.journal.accepting", "", "1 while the journal takes ticks, 0 while it cannot"),
    JOURNAL_QUEUE(Type.GAUGE, "feedwarden.journal.queue", "", "Ticks that wait for the journal's thread"),
    JOURNAL_SIZE(Type.GAUGE, "feedwarden.journal.size", "bytes", "What the segments take on the disk"),
    JOURNAL_SYNC(Type.TIMER, "feedwarden.journal.sync", "seconds", "How long writing and syncing a group took"),

    SINK_STORED(Type.COUNTER, "feedwarden.sink.stored", "", "Ticks stored", "sink"),
    SINK_BATCHES(Type.COUNTER, "feedwarden.sink.batches", "", "Batches stored", "sink"),
    SINK_WRITE(Type.TIMER, "feedwarden.sink.write", "seconds", "How long storing a batch took", "sink"),
    SINK_RETRIES(Type.COUNTER, "feedwarden.sink.retries", "", "Batches tried again after a failure", "sink"),
    SINK_TIMEOUTS(Type.COUNTER, "feedwarden.sink.timeouts", "", "Batches given up as unanswered", "sink"),
    SINK_QUARANTINED(Type.COUNTER, "feedwarden.sink.quarantined", "", "Ticks set aside as never storable", "sink"),
    SINK_BACKLOG(Type.GAUGE, "feedwarden.sink.backlog", "", "Accepted ticks not stored yet", "sink"),
    SINK_IN_FLIGHT(Type.GAUGE, "feedwarden.sink.in_flight", "", "Batches that are being stored", "sink"),
    SINK_BATCH_LIMIT(
            Type.GAUGE,
            "feedwarden.sink.batch_limit",
            "",
            "Ticks in a batch, at most; halved while the sink is too slow for more",
            "sink"),
    SINK_OPEN(
            Type.GAUGE,
            "feedwarden.sink.open",
            "",
            "1 while failures in a row let only single batches through, to probe the sink",
            "sink"),
    SINK_REFUSED(Type.GAUGE, "feedwarden.sink.refused", "", "1 while the sink says that a person must act", "sink"),

    PLUGIN_ABANDONED(
            Type.COUNTER, "feedwarden.plugin.abandoned", "", "Event loops given up because they hung", "plugin"),
    PLUGIN_LOOPS_HELD(
            Type.GAUGE,
            "feedwarden.plugin.loops_held",
            "",
            "Event loops given up that their plugin still holds, each with a thread and perhaps a processor"),
    PLUGIN_REJECTED(Type.COUNTER, "feedwarden.plugin.rejected", "", "JARs that were not loaded"),
    PLUGIN_LOADERS_LEAKED(
            Type.GAUGE,
            "feedwarden.plugin.loaders_leaked",
            "",
            "Class loaders that live on after their plugin was unloaded"),

    LOOP_DELAY(
            Type.TIMER,
            "feedwarden.loop.delay",
            "seconds",
            "How late an event loop answers, asked four times a second",
            "loop"),
    LOOP_BLOCKED(Type.COUNTER, "feedwarden.loop.blocked", "", "How often an event loop was found blocked", "loop"),

    FACTS_DROPPED(
            Type.COUNTER, "feedwarden.facts.dropped", "", "Facts dropped because too many were waiting for the judge"),

    STREAMS_UNJUDGED(
            Type.GAUGE,
            "feedwarden.streams.unjudged",
            "",
            "Wanted streams that no rule judges one by one, because their feed has too many"),

    RECOVERY_ACTIONS(
            Type.COUNTER, "feedwarden.recovery.actions", "", "Recovery actions that ended, by outcome", "outcome"),

    HISTORY_COMMIT(Type.TIMER, "feedwarden.history.commit", "seconds", "Commits to the local store, sync included"),
    HISTORY_FAILURES(Type.COUNTER, "feedwarden.history.failures", "", "Commits and compactions that failed"),
    HISTORY_REJECTED(Type.COUNTER, "feedwarden.history.rejected", "", "Calls refused because the queue was full"),
    HISTORY_QUEUE(Type.GAUGE, "feedwarden.history.queue", "", "Calls that wait for the local store"),
    HISTORY_RESERVE(
            Type.GAUGE, "feedwarden.history.reserve", "bytes", "Room kept for the history; 0 once the disk was full"),
    HISTORY_SIZE(Type.GAUGE, "feedwarden.history.size", "bytes", "Size of the local store"),
    HISTORY_FORGOTTEN(
            Type.COUNTER,
            "feedwarden.history.forgotten",
            "",
            "Rows taken out because they were older than history.keep"),
    HISTORY_RETRIES(Type.COUNTER, "feedwarden.history.retries", "", "Times a page of changes was written again"),
    SAMPLES_FAILURES(
            Type.COUNTER, "feedwarden.samples.failures", "", "Batches of readings that could not be kept on disk"),
    SAMPLES_DROPPED(
            Type.COUNTER,
            "feedwarden.samples.dropped",
            "",
            "Readings not kept because a limit of the store was reached"),
    SAMPLES_WAITING(Type.GAUGE, "feedwarden.samples.waiting", "", "Readings that wait to be kept, at most 200,000"),
    HISTORY_HELD(
            Type.COUNTER,
            "feedwarden.history.held",
            "",
            "Times judging was held back because too many changes were waiting to be written"),

    BACKUP_MADE(Type.COUNTER, "feedwarden.backup.made", "", "Backups made, read through and named"),
    BACKUP_FAILURES(Type.COUNTER, "feedwarden.backup.failures", "", "Backups that could not be made"),
    BACKUP_UNSAVED(
            Type.COUNTER, "feedwarden.backup.unsaved", "", "Sinks' stores that are missing in a backup that was made"),
    BACKUP_DURATION(
            Type.TIMER, "feedwarden.backup.duration", "seconds", "How long a backup took, or an attempt at one"),
    BACKUP_AGE(
            Type.GAUGE,
            "feedwarden.backup.age",
            "seconds",
            "Age of the newest backup, or time without any; NaN where none is made by schedule"),
    BACKUP_SIZE(Type.GAUGE, "feedwarden.backup.size", "bytes", "Size of the newest backup"),

    MAIL_SENT(Type.COUNTER, "feedwarden.mail.sent", "", "Mails that the server took"),
    MAIL_FAILURES(Type.COUNTER, "feedwarden.mail.failures", "", "Attempts that failed, by kind", "kind"),
    MAIL_DEAD(Type.COUNTER, "feedwarden.mail.dead", "", "Mails given up"),
    MAIL_FOLDED(
            Type.COUNTER,
            "feedwarden.mail.folded",
            "",
            "Mails told of in a digest, because their recipient gets no more of them now"),
    MAIL_UNRECORDED(
            Type.COUNTER, "feedwarden.mail.unrecorded", "", "Steps of a delivery that could not be written down"),
    MAIL_CHARTS_MISSED(
            Type.COUNTER,
            "feedwarden.mail.charts.missed",
            "",
            "Mails sent without their chart: the one before was not finished, or it failed or was late",
            "reason"),
    MAIL_CHARTS_STUCK(
            Type.COUNTER,
            "feedwarden.mail.charts.stuck",
            "",
            "Charts that were not finished after a minute and were given up with their thread, at most 3"),
    MAIL_TEMPLATE_FAILURES(
            Type.COUNTER,
            "feedwarden.mail.template.failures",
            "",
            "Mail bodies written by the built-in template because the user's own failed"),
    MAIL_DIALOGUE(Type.TIMER, "feedwarden.mail.dialogue", "seconds", "From the first command to the last answer"),

    OUTBOX_SIZE(Type.GAUGE, "feedwarden.outbox.size", "", "Mails that are not settled"),
    OUTBOX_AGE(Type.GAUGE, "feedwarden.outbox.age", "seconds", "Age of the oldest mail that is not settled"),
    OUTBOX_LEFT(Type.COUNTER, "feedwarden.outbox.left", "", "Mails left in the store because the memory is full"),

    MAIL_MISCONFIGURED(
            Type.COUNTER,
            "feedwarden.mail.misconfigured",
            "",
            "Attempts at which the mail server did not take our password, or offered no TLS that we take"),

    NOTICE_SENT(Type.COUNTER, "feedwarden.notice.sent", "", "Notices that the other side took", "notifier"),
    NOTICE_FAILURES(
            Type.COUNTER, "feedwarden.notice.failures", "", "Attempts that failed, by kind", "notifier", "kind"),
    NOTICE_DEAD(Type.COUNTER, "feedwarden.notice.dead", "", "Notices given up", "notifier"),
    NOTICE_FOLDED(
            Type.COUNTER,
            "feedwarden.notice.folded",
            "",
            "Notices told of in a digest, because their recipient gets no more of them now",
            "notifier"),
    NOTICE_UNRECORDED(
            Type.COUNTER,
            "feedwarden.notice.unrecorded",
            "",
            "Steps of a notice's delivery that could not be written down",
            "notifier"),
    NOTICE_CALL(Type.TIMER, "feedwarden.notice.call", "seconds", "How long handing a notice over took", "notifier"),
    NOTICE_SIZE(Type.GAUGE, "feedwarden.notice.waiting", "", "Notices that are not settled", "notifier"),
    NOTICE_AGE(
            Type.GAUGE, "feedwarden.notice.age", "seconds", "Age of the oldest notice that is not settled", "notifier"),
    NOTICE_LEFT(
            Type.COUNTER,
            "feedwarden.notice.left",
            "",
            "Notices left in the store because the memory is full",
            "notifier"),

    WEB_READERS(Type.GAUGE, "feedwarden.web.readers", "", "Readers of the live stream"),
    WEB_READERS_REFUSED(
            Type.COUNTER, "feedwarden.web.readers.refused", "", "Readers turned away because there were too many"),
    WEB_EVENTS_SKIPPED(
            Type.COUNTER, "feedwarden.web.events.skipped", "", "Boards a slow reader of the live stream did not get"),

    WEB_SCANS(Type.GAUGE, "feedwarden.web.scans", "", "Looks into kept readings for the page, at most 8 at once"),
    WEB_SCANS_REFUSED(
            Type.COUNTER, "feedwarden.web.scans.refused", "", "Looks into kept readings refused as too many at once"),
    WEB_SESSIONS(Type.GAUGE, "feedwarden.web.sessions", "", "Browsers that are signed in, at most 1,000"),
    WEB_SIGN_INS(
            Type.COUNTER,
            "feedwarden.web.sign_ins",
            "",
            "Tries to sign in, by outcome: done, refused, or too-many from one address",
            "outcome"),
    WEB_CONNECTIONS(Type.GAUGE, "feedwarden.web.connections", "", "Open connections to the page and the API"),
    WEB_CONNECTIONS_REFUSED(
            Type.COUNTER,
            "feedwarden.web.connections.refused",
            "",
            "Connections closed at once because one address, or all together, had too many"),
    WEB_SLOW_CLOSED(
            Type.COUNTER,
            "feedwarden.web.slow.closed",
            "",
            "Connections closed because a request's head or body did not come in time"),

    AUDIT_WAITING(Type.GAUGE, "feedwarden.audit.waiting", "", "Lines of the audit not yet kept, at most 1,000"),
    AUDIT_DROPPED(
            Type.COUNTER, "feedwarden.audit.dropped", "", "Lines of the audit that stand in the program's log alone"),

    LOG_FOLDED(
            Type.COUNTER,
            "feedwarden.log.folded",
            "",
            "Lines of the log counted instead of written, because more than 5 of their kind came within a minute"),

    METRICS_EXPORTS(
            Type.COUNTER,
            "feedwarden.metrics.exports",
            "",
            "Exports of the meters over OTLP, by outcome: done or failed",
            "outcome"),

    QUOTES_HELD(Type.GAUGE, "feedwarden.quotes.held", "", "Options whose latest quote is in memory"),
    QUOTES_DROPPED(
            Type.COUNTER, "feedwarden.quotes.dropped", "", "Options dropped from memory because there were too many"),
    QUOTES_READ_FAILURES(
            Type.COUNTER, "feedwarden.quotes.read.failures", "", "Times a sink could not tell the latest quotes"),
    API_RESPONSES(
            Type.TIMER, "feedwarden.api.responses", "seconds", "From a request under /api/ to its answer's begin"),
    API_ERRORS(Type.COUNTER, "feedwarden.api.errors", "", "Requests under /api/ answered with 500 or above"),
    API_BUSY(
            Type.COUNTER,
            "feedwarden.api.busy",
            "",
            "Requests for quotes turned away because too many different ones were under way"),
    API_CACHING(Type.GAUGE, "feedwarden.api.caching", "", "1 while answers are kept for a moment, 0 otherwise"),
    API_CACHED(Type.COUNTER, "feedwarden.api.cached", "", "Requests for quotes answered with what was kept");

    private final Type type;
    private final String meterName;
    private final String unit;
    private final String about;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tags;

    Meter(Type type, String meterName, String unit, String about, String... tags) {
        this.type = type;
        this.meterName = meterName;
        this.unit = unit;
        this.about = about;
        this.tags = List.of(tags);
    }

    public Type type() {
        return type;
    }

    public String meterName() {
        return meterName;
    }

    /** Micrometer's base unit: {@code seconds}, {@code bytes}, {@code ratio} (0 to 1), or empty for a number of things. */
    public String unit() {
        return unit;
    }

    public String about() {
        return about;
    }

    /** The names of its tags; every use gives one value for each, from a bounded set. */
    public List<String> tags() {
        return tags;
    }

    /** What a meter does. */
    public enum Type {
        COUNTER,
        GAUGE,
        TIMER
    }
}
