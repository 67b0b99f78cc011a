package dev.feedwarden.supervisor.recovery;

/**
 * One rule's business with one subject: what an incident tells of and what a ladder is climbed for.
 *
 * @param rule the rule's id
 * @param subject an instance's id, or {@code id/stream}
 */
public record Trouble(String rule, String subject) {

    /** The instance that the subject is, or is a stream of. */
    public static String instanceOf(String subject) {
        int slash = subject.indexOf('/');
        return slash < 0 ? subject : subject.substring(0, slash);
    }
}
