package dev.feedwarden.api.action;

import dev.feedwarden.api.Settings;

/**
 * What a ladder asks for.
 *
 * @param subject what is to be repaired
 * @param reason the rule and its value, for logs and audits
 * @param parameters the step's parameters, checked against what the action declares
 */
public record ActionRequest(String subject, String reason, Settings parameters) {}
