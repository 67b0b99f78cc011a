package dev.feedwarden.supervisor.history;

/** What a kept reading is of. */
record Series(String metric, String subject) {}
