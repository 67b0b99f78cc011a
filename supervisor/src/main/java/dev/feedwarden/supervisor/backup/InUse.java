package dev.feedwarden.supervisor.backup;

import java.io.IOException;
import java.nio.file.Path;

/** A process has the data folder open. */
public final class InUse extends IOException {

    private static final long serialVersionUID = 1L;

    InUse(Path data) {
        super(data + ": a running program has it");
    }
}
