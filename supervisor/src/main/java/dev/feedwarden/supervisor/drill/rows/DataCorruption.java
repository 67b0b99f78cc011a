package dev.feedwarden.supervisor.drill.rows;

/** Every data message of an exchange is broken JSON, or of the wrong types. */
final class DataCorruption extends Faulted {

    DataCorruption() {
        super("data corruption", "bybit", "malformed", "messages set aside, connection stays");
    }
}
