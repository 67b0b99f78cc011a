package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import java.util.List;

/** What the rules may judge besides what they judge of every feed. */
final class Gauges {

    static final Metric ALIVE = new Metric(
            "ib.alive",
            Metric.Kind.EVENT,
            Unit.NONE,
            "Data came, or none is due: outside of trading hours, without a link to IB, and in a session conflict");
    static final Metric DATA_AGE = gauge(
            "ib.data_age",
            Unit.SECONDS,
            "How long a stream has brought no live data within its contract's trading hours; 0 outside");
    static final Metric DATA_AGE_HOURS_UNKNOWN = gauge(
            "ib.data_age_hours_unknown",
            Unit.SECONDS,
            "How long a stream has brought no live data while its contract's trading hours are not known");
    static final Metric LINK = gauge("ib.link", Unit.NONE, "The gateway's own link to IB: 1 up, 0 down");
    static final Metric LINK_DOWN = gauge(
            "ib.link_down", Unit.SECONDS, "How long that link has been down; what is normal in IB's resets left out");
    static final Metric NOT_READY =
            gauge("ib.not_ready", Unit.SECONDS, "How long there has been no gateway that can be asked");
    static final Metric CONFLICT =
            gauge("ib.session_conflict", Unit.NONE, "1 while another session of the same user has the data");
    static final Metric CONFLICT_NOTICES =
            event("ib.session_conflict_notices", "Notices of a session conflict, however many say the same");
    static final Metric REFUSED =
            gauge("ib.refused", Unit.NONE, "Streams that the gateway will not serve as account and configuration are");
    static final Metric DELAYED = gauge("ib.delayed", Unit.NONE, "Streams of which only delayed data is sent");
    static final Metric EXPIRED = gauge("ib.expired", Unit.NONE, "Configured contracts that have expired");
    static final Metric FARMS_BROKEN =
            gauge("ib.farms_broken", Unit.NONE, "Market data farms to which the gateway has lost its connection");
    static final Metric WAITING = gauge(
            "ib.messages_waiting", Unit.NONE, "Messages that wait for the pace; at 2000 the connection is made anew");
    static final Metric CLIENT_ID_OFFSET =
            gauge("ib.client_id_offset", Unit.NONE, "How far from the first client id the one in use is");
    static final Metric SKIPPED = event("ib.messages_skipped", "Messages of kinds that are not needed");
    static final Metric STRANGERS = event("ib.unknown_requests", "Messages about requests that are not ours");
    static final Metric NOTICES = event("ib.notices", "Notices of the gateway, news and errors");

    static final List<Metric> ALL = List.of(
            ALIVE,
            DATA_AGE,
            DATA_AGE_HOURS_UNKNOWN,
            LINK,
            LINK_DOWN,
            NOT_READY,
            CONFLICT,
            CONFLICT_NOTICES,
            REFUSED,
            DELAYED,
            EXPIRED,
            FARMS_BROKEN,
            WAITING,
            CLIENT_ID_OFFSET,
            SKIPPED,
            STRANGERS,
            NOTICES);

    private Gauges() {}

    private static Metric gauge(String name, Unit unit, String about) {
        return new Metric(name, Metric.Kind.GAUGE, unit, about);
    }

    private static Metric event(String name, String about) {
        return new Metric(name, Metric.Kind.EVENT, Unit.NONE, about);
    }
}
