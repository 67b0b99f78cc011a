package dev.feedwarden.supervisor.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command printed and how it ended.
 *
 * @param code 0 done, 1 failed, 2 misspelt
 */
public record Terminal(int code, String out, String err) {

    /** Executes a command in this process. */
    public static Terminal run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Terminal(code, out.toString(), err.toString());
    }
}
