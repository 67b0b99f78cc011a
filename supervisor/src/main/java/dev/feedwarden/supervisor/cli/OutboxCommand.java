package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "outbox",
        description = "Lists the mails of the running program, the newest first; of one named, its text.",
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true)
final class OutboxCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(arity = "0..1", defaultValue = "", paramLabel = "MAIL", description = "Only this one, such as m-7.")
    private String id;

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "1 to 500. Default: 20.")
    private int limit;

    @Option(names = "--json", description = "Prints JSON, as /api/outbox gives it.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        JsonObject all = server.get("/api/outbox?limit=" + (id.isEmpty() ? limit : 500));
        if (json && id.isEmpty()) {
            out.println(all.encodePrettily());
            return;
        }
        var wanted = StatusTable.objects(all, "mails")
                .filter(mail -> id.isEmpty() || mail.getString("id").equals(id))
                .toList();
        if (wanted.isEmpty() && !id.isEmpty()) {
            throw new Failure("expected one of the last 500 mails, found no " + id);
        }
        for (JsonObject mail : wanted) {
            print(mail, out);
        }
    }

    /** The address of a mail; of a notice the notifier, and to whom. */
    private static String to(JsonObject mail) {
        String channel = mail.getString("channel", "mail");
        String to = mail.getString("to");
        return channel.equals("mail") || channel.equals(to) ? to : channel + ":" + to;
    }

    private void print(JsonObject mail, PrintWriter out) {
        if (json) {
            out.println(mail.encodePrettily());
            return;
        }
        out.println(StatusTable.fit("%-6s  %-8s  %.19sZ  %s  %s"
                .formatted(
                        mail.getString("id"),
                        mail.getString("state"),
                        mail.getString("created"),
                        to(mail),
                        mail.getString("subject"))));
        if (!id.isEmpty()) {
            out.println();
            out.println(mail.getString("text").replaceAll("[\\p{Cntrl}&&[^\\n]]", "?"));
        }
    }
}
