package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ack",
        description = "Says that somebody takes care of an open incident: nobody is reminded of it meanwhile.",
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class AckCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, such as i-7.")
    private String id;

    @Option(
            names = "--for",
            defaultValue = "4h",
            paramLabel = "SPAN",
            description = "How long, 1m to 7d. Default: ${DEFAULT-VALUE}.")
    private String lasting;

    @Option(names = "--why", defaultValue = "", paramLabel = "TEXT", description = "A word to the others.")
    private String why;

    @Option(names = "--take-back", description = "Nobody takes care of it any more.")
    private boolean takeBack;

    @Override
    public void run() {
        String path = "/api/incidents/" + ServerOptions.segment(id) + "/ack";
        JsonObject incident = takeBack
                ? server.delete(path)
                : server.post(path, new JsonObject().put("for", lasting).put("why", why));
        JsonObject acknowledged = incident.getJsonObject("acknowledged");
        spec.commandLine()
                .getOut()
                .println(incident.getString("id")
                        + (acknowledged == null
                                ? " is not acknowledged any more"
                                : " is acknowledged by " + acknowledged.getString("by") + " until "
                                        + acknowledged.getString("until")));
    }
}
