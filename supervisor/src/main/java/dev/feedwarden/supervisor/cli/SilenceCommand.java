package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "silence",
        description = {
            "Has nobody told of what --rule and --subject cover, for a while or in some hours of each week. Everything is",
            "watched, repaired and shown as ever. Without either it lists the silences that are not over."
        },
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true,
        subcommands = SilenceCommand.End.class)
final class SilenceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(names = "--rule", paramLabel = "RULE", description = "Which rules; * stands for any characters.")
    private @Nullable String rule;

    @Option(names = "--subject", paramLabel = "ID", description = "Which feeds, checks or sinks; * likewise.")
    private @Nullable String subject;

    @Option(names = "--from", paramLabel = "TIME", description = "When it begins. Default: now.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "When it ends, such as 2026-03-01T10:00:00Z.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "SPAN", description = "How long, such as 30m, 4h or 2d.")
    private @Nullable String lasting;

    @Option(names = "--weekly", paramLabel = "HOURS", description = "Its hours in each week: \"Sat 02:00-04:00\".")
    private @Nullable String weekly;

    @Option(names = "--zone", paramLabel = "ZONE", description = "The time zone of those hours: Europe/Berlin.")
    private @Nullable String zone;

    @Option(names = "--why", defaultValue = "", paramLabel = "TEXT", description = "The reason; needed.")
    private String why;

    @Option(names = "--json", description = "Prints JSON, as /api/silences gives it.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (rule == null && subject == null) {
            JsonObject all = server.get("/api/silences");
            if (json) {
                out.println(all.encodePrettily());
            } else {
                StatusTable.objects(all, "silences").forEach(silence -> out.println(line(silence)));
            }
            return;
        }
        JsonObject wish = new JsonObject().put("why", why);
        put(wish, "rule", rule);
        put(wish, "subject", subject);
        put(wish, "from", from);
        put(wish, "until", until);
        put(wish, "for", lasting);
        put(wish, "weekly", weekly);
        put(wish, "zone", zone);
        JsonObject silence = server.post("/api/silences", wish);
        out.println(json ? silence.encodePrettily() : line(silence));
    }

    private static void put(JsonObject wish, String name, @Nullable String value) {
        if (value != null) {
            wish.put(name, value);
        }
    }

    private static String line(JsonObject silence) {
        return (silence.getString("id")
                        + "  rule " + named(silence, "rule")
                        + "  subject " + named(silence, "subject")
                        + "  from " + silence.getString("from")
                        + (silence.getString("until") == null ? "" : "  until " + silence.getString("until"))
                        + (silence.getString("weekly") == null
                                ? ""
                                : "  " + silence.getString("weekly") + " " + silence.getString("zone"))
                        + "  by " + silence.getString("by") + ": " + silence.getString("why"))
                .replaceAll("\\p{Cntrl}", "?");
    }

    private static String named(JsonObject silence, String name) {
        String text = silence.getString(name);
        return text == null ? "*" : text;
    }

    @Command(
            name = "end",
            description = "Ends a silence before its time; what lasts is told then.",
            footer = ServerOptions.FOOTER,
            mixinStandardHelpOptions = true)
    static final class End implements Runnable {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOptions server;

        @Parameters(paramLabel = "SILENCE", description = "Its id, such as s-3.")
        private String id;

        @Override
        public void run() {
            JsonObject silence = server.delete("/api/silences/" + ServerOptions.segment(id));
            spec.commandLine().getOut().println(silence.getString("id") + " is over");
        }
    }
}
