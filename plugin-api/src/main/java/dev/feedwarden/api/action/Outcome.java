package dev.feedwarden.api.action;

/**
 * How an action ended.
 *
 * @param succeeded whether it was carried out; whether it helped is judged by what follows
 * @param detail one line for a person
 */
public record Outcome(boolean succeeded, String detail) {}
