package dev.feedwarden.plugin.simulator.recording;

import java.nio.file.Path;

/** A recording that cannot be replayed: file, line and what is wrong there. */
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line the line, from 1; 0 when the whole file is meant */
    public RecordingException(Path file, long line, String what) {
        super(file + (line > 0 ? ":" + line : "") + ": " + what);
    }
}
