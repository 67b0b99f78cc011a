package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.api.Unit;
import java.util.List;

/** The metrics that the supervisor itself reports: of feeds, of checks, of sinks, of ladders, and of {@link #SELF}. */
public final class CoreMetrics {

    /** The subject of the supervisor's readings about itself, and its plugin type in {@code of: plugin:self}. */
    public static final String SELF = "self";

    /** Of a feed, and of each stream that a rule judges; the time is the last tick's receive time. */
    public static final Metric FEED_TICKS =
            new Metric("feed.ticks", Kind.EVENT, Unit.NONE, "Ticks received, repeats left out");

    public static final Metric FEED_RECONNECTS =
            new Metric("feed.reconnects", Kind.EVENT, Unit.NONE, "Connections made anew");

    /** One for each connection that broke, each attempt to connect that failed, and each fault of the feed. */
    public static final Metric FEED_ERRORS =
            new Metric("feed.errors", Kind.EVENT, Unit.NONE, "Broken connections, failed attempts and faults");

    /** Sent at once when a connection comes or goes, and with each sample. */
    public static final Metric FEED_CONNECTED =
            new Metric("feed.connected", Kind.GAUGE, Unit.SHARE, "Connections that are up, of those wanted");

    public static final Metric FEED_ATTEMPTS_FAILED =
            new Metric("feed.attempts_failed", Kind.GAUGE, Unit.NONE, "Attempts to connect that failed in a row");

    /** Of a feed (its newest tick) and of each stream that a rule judges. */
    public static final Metric FEED_LAG =
            new Metric("feed.lag", Kind.GAUGE, Unit.SECONDS, "Receive time less exchange time of the last tick");

    /** Once a minute where the venue tells its time; {@link #FEED_LAG} is corrected by it. */
    public static final Metric FEED_CLOCK =
            new Metric("feed.clock", Kind.GAUGE, Unit.SECONDS, "How far our clock is ahead of the venue's");

    /** At the start and with each change, as the two after it. */
    public static final Metric FEED_BREAKER = new Metric(
            "feed.breaker",
            Kind.GAUGE,
            Unit.NONE,
            "2 while the venue is left alone after failures in a row, 1 while one attempt decides, 0 otherwise");

    public static final Metric FEED_STORM = new Metric(
            "feed.storm", Kind.GAUGE, Unit.NONE, "1 after more than five reconnects within a minute, else 0");

    public static final Metric FEED_PACE = new Metric(
            "feed.pace", Kind.GAUGE, Unit.SECONDS, "Least time between two subscribe requests because of complaints");

    /** Each {@code GAP} fault: a break in the venue's numbers, a message too large, a list cut short. */
    public static final Metric FEED_GAPS =
            new Metric("feed.gaps", Kind.EVENT, Unit.NONE, "Times that data was found to be missing");

    public static final Metric FEED_REFUSED =
            new Metric("feed.refused", Kind.EVENT, Unit.NONE, "Streams that the venue refused");

    /** Once for each kind of fault of a feed, in the life of the process. */
    public static final Metric FEED_NEW_ERRORS =
            new Metric("feed.new_errors", Kind.EVENT, Unit.NONE, "Kinds of fault that had not occurred before");

    public static final Metric CHECK_FAILURES =
            new Metric("check.failures", Kind.EVENT, Unit.NONE, "Times a check could not be made");

    public static final Metric RECOVERY_SUCCEEDED =
            new Metric("recovery.succeeded", Kind.EVENT, Unit.NONE, "Ladder steps after which the subject stayed well");

    public static final Metric RECOVERY_FAILED =
            new Metric("recovery.failed", Kind.EVENT, Unit.NONE, "Ladder steps that did not help");

    public static final Metric JOURNAL_BACKLOG =
            new Metric("journal.backlog", Kind.GAUGE, Unit.NONE, "Accepted ticks before the slowest sink");

    public static final Metric JOURNAL_OLDEST =
            new Metric("journal.oldest", Kind.GAUGE, Unit.SECONDS, "Age of the oldest tick before the slowest sink");

    public static final Metric JOURNAL_REFUSED =
            new Metric("journal.refused", Kind.EVENT, Unit.NONE, "Ticks that the journal could not take");

    public static final Metric JOURNAL_ACCEPTING = new Metric(
            "journal.accepting", Kind.GAUGE, Unit.NONE, "1 while the journal takes ticks, 0 while it cannot");

    public static final Metric JOURNAL_SYNC = new Metric(
            "journal.sync", Kind.GAUGE, Unit.SECONDS, "Longest time that writing and syncing took in the last minutes");

    public static final Metric JOURNAL_FULL =
            new Metric("journal.full", Kind.GAUGE, Unit.SHARE, "Size of the journal, of the most allowed");

    public static final Metric JOURNAL_ABANDONED =
            new Metric("journal.abandoned", Kind.EVENT, Unit.NONE, "Segments given up after a failed write or sync");

    public static final Metric JOURNAL_DAMAGED =
            new Metric("journal.damaged", Kind.EVENT, Unit.NONE, "Accepted ticks that were found damaged");

    /** Of a sink. */
    public static final Metric SINK_BACKLOG =
            new Metric("sink.backlog", Kind.GAUGE, Unit.NONE, "Accepted ticks that the sink has not stored");

    /** Of a sink. */
    public static final Metric SINK_LAG = new Metric(
            "sink.lag", Kind.GAUGE, Unit.SECONDS, "How long the oldest tick that the sink has not stored has waited");

    /** Of a sink: 1 or 0; of {@link #SELF}: how many are. */
    public static final Metric SINK_OPEN = new Metric(
            "sink.open", Kind.GAUGE, Unit.NONE, "Sinks that get only single batches because writing failed repeatedly");

    /** Of a sink: 1 or 0; of {@link #SELF}: how many are. */
    public static final Metric SINK_REFUSED =
            new Metric("sink.refused", Kind.GAUGE, Unit.NONE, "Sinks that store nothing until a person acts");

    /** Of a sink, and of {@link #SELF} for all. */
    public static final Metric SINK_TIMEOUTS =
            new Metric("sink.timeouts", Kind.EVENT, Unit.NONE, "Batches given up as unanswered");

    /** Of a sink, and of {@link #SELF} for all. */
    public static final Metric SINK_RETRIES =
            new Metric("sink.retries", Kind.EVENT, Unit.NONE, "Batches tried again after a failure");

    public static final Metric OUTBOX_MAILS =
            new Metric("outbox.mails", Kind.GAUGE, Unit.NONE, "Mails that are not settled");

    public static final Metric OUTBOX_OLDEST =
            new Metric("outbox.oldest", Kind.GAUGE, Unit.SECONDS, "Age of the oldest mail that is not settled");

    public static final Metric MAIL_MISCONFIGURED = new Metric(
            "mail.misconfigured",
            Kind.EVENT,
            Unit.NONE,
            "Attempts at which the mail server did not take our password, or offered no TLS that we take");

    public static final Metric NOTICES_WAITING =
            new Metric("notices.waiting", Kind.GAUGE, Unit.NONE, "Notices of notifiers that are not settled");

    public static final Metric NOTICES_OLDEST = new Metric(
            "notices.oldest", Kind.GAUGE, Unit.SECONDS, "Age of the oldest notice of a notifier that is not settled");

    public static final Metric NOTICES_DEAD =
            new Metric("notices.dead", Kind.EVENT, Unit.NONE, "Notices of notifiers given up");

    public static final Metric PLUGIN_FAILED =
            new Metric("plugin.failed", Kind.GAUGE, Unit.NONE, "Plugins that should run and do not");

    public static final Metric LOOP_BLOCKED =
            new Metric("loop.blocked", Kind.EVENT, Unit.NONE, "Times a plugin's event loop stopped answering");

    public static final Metric HISTORY_FAILURES =
            new Metric("history.failures", Kind.EVENT, Unit.NONE, "Writes to the history that failed");

    public static final Metric FACTS_DROPPED =
            new Metric("facts.dropped", Kind.EVENT, Unit.NONE, "Facts dropped because the queue was full");

    public static final Metric MAIL_DEAD = new Metric("mail.dead", Kind.EVENT, Unit.NONE, "Mails given up");

    public static final Metric SINK_QUARANTINED =
            new Metric("sink.quarantined", Kind.EVENT, Unit.NONE, "Ticks set aside as never storable");

    public static final Metric HISTORY_REJECTED = new Metric(
            "history.rejected", Kind.EVENT, Unit.NONE, "Calls of the history refused because its queue was full");

    public static final Metric WEB_READERS_REFUSED = new Metric(
            "web.readers_refused",
            Kind.EVENT,
            Unit.NONE,
            "Readers of the live page turned away because there were too many");

    public static final Metric WEB_SECRETS_IN_CLEAR = new Metric(
            "web.secrets_in_clear",
            Kind.GAUGE,
            Unit.NONE,
            "1 while passwords and tokens cross a network without TLS, else 0");

    public static final Metric PLUGIN_LOADERS_LEAKED = new Metric(
            "plugin.loaders_leaked",
            Kind.GAUGE,
            Unit.NONE,
            "Class loaders that live on after their plugin was unloaded");

    public static final Metric PLUGIN_LOOPS_HELD = new Metric(
            "plugin.loops_held", Kind.GAUGE, Unit.NONE, "Event loops given up that their plugin still holds");

    public static final Metric RULES_DROPPED = new Metric(
            "rules.dropped", Kind.EVENT, Unit.NONE, "Readings of a time to come dropped because too many were waiting");

    public static final Metric RULES_FILES_BAD = new Metric(
            "rules.files_bad", Kind.GAUGE, Unit.NONE, "Rule files that are not in force as they stand on the disk");

    public static final Metric STREAMS_UNJUDGED = new Metric(
            "streams.unjudged",
            Kind.GAUGE,
            Unit.NONE,
            "Wanted streams that no rule judges because their feed has too many");

    public static final Metric MEMORY_HEAP =
            new Metric("memory.heap", Kind.GAUGE, Unit.SHARE, "Heap in use, of the most allowed");

    public static final Metric DISK_FREE =
            new Metric("disk.free", Kind.GAUGE, Unit.BYTES, "Bytes that may still be written below the data folder");

    public static final Metric DISK_USED =
            new Metric("disk.used", Kind.GAUGE, Unit.SHARE, "Share of the disk that may not be written to any more");

    /** Absent where the system does not tell it as Linux does. */
    public static final Metric PROCESS_MEMORY =
            new Metric("process.memory", Kind.GAUGE, Unit.BYTES, "Memory of this process that is resident");

    public static final Metric PROCESS_CPU =
            new Metric("process.cpu", Kind.GAUGE, Unit.SHARE, "Processor time this process took, of all processors");

    public static final Metric CLOCK_JUMPS =
            new Metric("clock.jumps", Kind.EVENT, Unit.NONE, "Times the wall clock jumped by more than a second");

    /** Until the answer begins; 0 where nobody asked within the minute. */
    public static final Metric API_RESPONSE_TIME = new Metric(
            "api.response_time", Kind.GAUGE, Unit.SECONDS, "What 95 of 100 API requests of a minute took at most");

    public static final Metric API_REQUESTS =
            new Metric("api.requests", Kind.EVENT, Unit.NONE, "Requests to the API that were answered");

    public static final Metric API_ERRORS =
            new Metric("api.errors", Kind.EVENT, Unit.NONE, "Requests to the API answered with status 500 or above");

    public static final Metric QUOTES_DROPPED = new Metric(
            "quotes.dropped", Kind.EVENT, Unit.NONE, "Options dropped from memory because there were too many");

    public static final Metric LOG_FOLDED = new Metric(
            "log.folded", Kind.EVENT, Unit.NONE, "Lines of the log counted instead of written, because they repeat");

    /** Absent where none is made by itself. */
    public static final Metric BACKUP_AGE =
            new Metric("backup.age", Kind.GAUGE, Unit.SECONDS, "Age of the newest backup, or time without any");

    public static final Metric BACKUP_FAILING =
            new Metric("backup.failing", Kind.GAUGE, Unit.NONE, "1 while the last attempt at a backup failed, else 0");

    /** Every one of them, for those who check rules. */
    public static final List<Metric> ALL = List.of(
            FEED_TICKS,
            FEED_RECONNECTS,
            FEED_ERRORS,
            FEED_CONNECTED,
            FEED_ATTEMPTS_FAILED,
            FEED_LAG,
            FEED_CLOCK,
            FEED_BREAKER,
            FEED_STORM,
            FEED_PACE,
            FEED_GAPS,
            FEED_REFUSED,
            FEED_NEW_ERRORS,
            CHECK_FAILURES,
            RECOVERY_SUCCEEDED,
            RECOVERY_FAILED,
            JOURNAL_BACKLOG,
            JOURNAL_OLDEST,
            JOURNAL_REFUSED,
            JOURNAL_ACCEPTING,
            JOURNAL_SYNC,
            JOURNAL_FULL,
            JOURNAL_ABANDONED,
            JOURNAL_DAMAGED,
            SINK_BACKLOG,
            SINK_LAG,
            SINK_OPEN,
            SINK_REFUSED,
            SINK_TIMEOUTS,
            SINK_RETRIES,
            OUTBOX_MAILS,
            OUTBOX_OLDEST,
            MAIL_MISCONFIGURED,
            NOTICES_WAITING,
            NOTICES_OLDEST,
            NOTICES_DEAD,
            PLUGIN_FAILED,
            LOOP_BLOCKED,
            HISTORY_FAILURES,
            FACTS_DROPPED,
            MAIL_DEAD,
            SINK_QUARANTINED,
            HISTORY_REJECTED,
            WEB_READERS_REFUSED,
            WEB_SECRETS_IN_CLEAR,
            PLUGIN_LOADERS_LEAKED,
            PLUGIN_LOOPS_HELD,
            RULES_DROPPED,
            RULES_FILES_BAD,
            STREAMS_UNJUDGED,
            MEMORY_HEAP,
            DISK_FREE,
            DISK_USED,
            PROCESS_MEMORY,
            PROCESS_CPU,
            CLOCK_JUMPS,
            API_RESPONSE_TIME,
            API_REQUESTS,
            API_ERRORS,
            QUOTES_DROPPED,
            LOG_FOLDED,
            BACKUP_AGE,
            BACKUP_FAILING);

    private CoreMetrics() {}
}
