package dev.feedwarden.plugin.simulator.ib;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.StringJoiner;

/** When the contracts trade. */
public enum Hours {
    /** Around the clock. */
    ALWAYS,
    /** As index futures do in Chicago: 17:00 to 16:00 of the next day, from Sunday evening to Friday. */
    CME,
    /** Never. */
    CLOSED;

    static final String ZONE_NAME = "US/Central";

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final LocalTime OPENS = LocalTime.of(17, 0);
    private static final LocalTime CLOSES = LocalTime.of(16, 0);
    private static final int DAYS = 7;

    /** The hours that a setting names; empty when it names none. */
    public static Optional<Hours> named(String word) {
        return switch (word) {
            case "always" -> Optional.of(ALWAYS);
            case "cme" -> Optional.of(CME);
            case "closed" -> Optional.of(CLOSED);
            default -> Optional.empty();
        };
    }

    boolean open(Instant now) {
        ZonedDateTime local = now.atZone(ZONE);
        LocalTime time = local.toLocalTime();
        return switch (this) {
            case ALWAYS -> true;
            case CLOSED -> false;
            case CME ->
                (!time.isBefore(OPENS) && opensOn(local.getDayOfWeek()))
                        || (time.isBefore(CLOSES)
                                && opensOn(local.getDayOfWeek().minus(1)));
        };
    }

    /** The sessions of a week, the running one first, as contract data has them. */
    String written(Instant now) {
        LocalDate first = now.atZone(ZONE).toLocalDate().minusDays(1);
        StringJoiner segments = new StringJoiner(";", this == CME ? ";" : "", "");
        for (int i = 0; i < DAYS; i++) {
            segments.add(segment(first.plusDays(i)));
        }
        return segments.toString();
    }

    private String segment(LocalDate day) {
        String from = DAY.format(day);
        String to = DAY.format(day.plusDays(1));
        if (this == ALWAYS) {
            return from + ":0000-" + to + ":0000";
        }
        return this == CME && opensOn(day.getDayOfWeek()) ? from + ":1700-" + to + ":1600" : from + ":CLOSED";
    }

    private static boolean opensOn(DayOfWeek day) {
        return day != DayOfWeek.FRIDAY && day != DayOfWeek.SATURDAY;
    }
}
