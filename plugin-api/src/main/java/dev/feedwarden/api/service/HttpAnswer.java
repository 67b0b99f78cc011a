package dev.feedwarden.api.service;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param status the HTTP status
 * @param json the body, as JSON
 */
public record HttpAnswer(int status, String json) {}
