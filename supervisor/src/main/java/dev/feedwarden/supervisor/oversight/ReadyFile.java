package dev.feedwarden.supervisor.oversight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is there once the program has listened: so the launcher tells a start that failed from a later end. */
record ReadyFile(Path file) implements Overseer {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);

    @Override
    public void ready(String status) {
        try {
            Files.writeString(file, status + "\n");
        } catch (IOException e) {
            LOG.warn("event=ready-file-failed consequence=\"an early end counts as a start that failed\"", e);
        }
    }

    @Override
    public void alive() {}

    @Override
    public void stopping() {}

    @Override
    public void close() {}
}
