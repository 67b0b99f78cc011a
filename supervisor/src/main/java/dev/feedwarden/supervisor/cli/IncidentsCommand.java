package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "incidents",
        description = "Lists the incidents of the running program, the newest first; of one named, the whole story.",
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class IncidentsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(arity = "0..1", defaultValue = "", paramLabel = "INCIDENT", description = "Only this one, such as i-7.")
    private String id;

    @Option(names = "--open", description = "Only those that are open.")
    private boolean open;

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "1 to 500. Default: 20.")
    private int limit;

    @Option(names = "--json", description = "Prints JSON, as /api/incidents gives it.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        JsonObject found = id.isEmpty()
                ? server.get("/api/incidents?limit=" + limit + (open ? "&state=open" : ""))
                : new JsonObject()
                        .put(
                                "incidents",
                                new JsonArray().add(server.get("/api/incidents/" + ServerOptions.segment(id))));
        if (json) {
            out.println(found.encodePrettily());
        } else {
            StatusTable.objects(found, "incidents").forEach(incident -> print(incident, out));
        }
    }

    private void print(JsonObject incident, PrintWriter out) {
        String opened = incident.getString("opened");
        String closed = incident.getString("closed");
        out.println(StatusTable.fit("%-6s %-6s %.16sZ %-8s %s for %s"
                .formatted(
                        incident.getString("id"),
                        incident.getString("level"),
                        opened,
                        closed == null ? "open" : StatusTable.age(opened, Instant.parse(closed)),
                        incident.getString("rule"),
                        incident.getString("subject"))));
        if (!id.isEmpty()) {
            String runbook = incident.getString("runbook");
            if (runbook != null) {
                out.println("  What to do: " + runbook.replaceAll("\\p{Cntrl}", "?"));
            }
            StatusTable.objects(incident, "timeline")
                    .forEach(moment -> out.println("  %.19sZ  %-8s %s"
                            .formatted(
                                    moment.getString("time"),
                                    moment.getString("kind"),
                                    moment.getString("text").replaceAll("\\p{Cntrl}", "?"))));
        }
    }
}
