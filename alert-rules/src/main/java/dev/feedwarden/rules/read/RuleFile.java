package dev.feedwarden.rules.read;

/**
 * The text of a rule file.
 *
 * @param name what problems call it
 */
public record RuleFile(String name, String text) {}
