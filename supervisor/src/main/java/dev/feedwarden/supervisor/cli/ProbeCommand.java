package dev.feedwarden.supervisor.cli;

import dev.feedwarden.supervisor.FeedProbe;
import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Unusable;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.feed.ProbeReport;
import java.io.PrintWriter;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "probe",
        description = {
            "Tries a feed's connection step by step (dns, tcp, tls, upgrade, ready, streams, subscribe, data) and says where",
            "it stops. Beside a running program it touches nothing of it."
        },
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FEED", description = "The feed's id in the configuration.")
    private String feed;

    @Mixin
    private ConfigOptions files;

    @Option(names = "--json", description = "Prints one JSON object in place of lines.")
    private boolean json;

    @Override
    public void run() {
        ProbeReport report = report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json().encodePrettily());
        } else {
            out.print(report.text());
        }
        out.flush();
        if (!report.reached()) {
            throw new Failure(feed + " stopped at " + report.stoppedAt());
        }
    }

    private ProbeReport report() {
        try {
            return FeedProbe.run(
                    Running.installation(),
                    files.overrides(null),
                    new Surroundings(System.getenv(), new FreePorts()),
                    feed);
        } catch (Unusable e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            throw new Failure("nothing was tried: " + e.problems().size() + " problems, above");
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new Failure(feed + " could not be tried in time");
        }
    }
}
