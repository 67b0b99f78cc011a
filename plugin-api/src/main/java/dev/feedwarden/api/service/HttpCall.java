package dev.feedwarden.api.service;

/**
 * A request, its body read already.
 *
 * @param method in capitals
 * @param path the path after the service's prefix, beginning with {@code /}
 * @param body at most 64 KiB
 */
public record HttpCall(String method, String path, String body) {}
