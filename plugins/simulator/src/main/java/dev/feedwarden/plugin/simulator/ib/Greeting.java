package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers the first words of a client, {@code v157..178}, with the version that is spoken from then on. */
final class Greeting {

    /** The newest version that is spoken here. */
    static final int NEWEST = 178;

    private static final int OLDEST = 100;
    private static final int PROTOBUF = 203;
    private static final Pattern FORM = Pattern.compile("v(\\d{1,4})(?:\\.\\.(\\d{1,4}))?(?: .*)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss");
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    /** "China Standard Time" in a Chinese code page, a byte a character. */
    private static final String ODD_ZONE = "\u00d6\u00d0\u00b9\u00fa\u00b1\u00ea\u00d7\u00bc\u00ca\u00b1\u00bc\u00e4";

    private final Faults faults;

    Greeting(Faults faults) {
        this.faults = faults;
    }

    void answer(IbSession session, String greeting, Instant now) {
        Matcher matcher = FORM.matcher(greeting);
        int most = matcher.matches()
                ? Integer.parseInt(matcher.group(2) == null ? matcher.group(1) : matcher.group(2))
                : 0;
        if (most < OLDEST || faults.on(Fault.EARLY_EOF)) {
            session.end();
        } else if (faults.on(Fault.REDIRECT)) {
            session.write(Wire.text(-1, "127.0.0.1:4009"));
        } else if (!faults.on(Fault.NO_VERSION)) {
            int version = Math.min(NEWEST, most);
            session.greeted(version);
            String zone = faults.on(Fault.ODD_TEXT) ? ODD_ZONE : "Central Standard Time";
            session.write(Wire.text(
                    faults.on(Fault.NEW_VERSION) ? PROTOBUF : version, TIME.format(now.atZone(ZONE)) + " " + zone));
        }
    }
}
