package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recorded conversation of a client with a gateway, JSON lines {@code {"t","conn","dir","fields"}}, read and checked.
 *
 * @param contracts the fields of the last contract data of each contract
 * @param frames every data message in order
 */
public record IbRecording(Map<Integer, List<String>> contracts, List<Frame> frames) {

    private static final Set<String> DATA = Set.of("1", "2", "45", "46", "99");
    private static final Set<String> PRICES = Set.of("1", "2", "4", "66", "67", "68");

    /**
     * One data message.
     *
     * @param millis when it was recorded, since 1970
     * @param tick whether it says something that was not said when the request began
     */
    record Frame(long millis, int conId, Line.Kind kind, List<String> fields, boolean tick) {

        /** The message as the answer to another request. */
        String of(int request) {
            Object[] changed = fields.toArray();
            changed[place(fields)] = request;
            return Wire.text(changed);
        }
    }

    private record Asked(int conId, Line.Kind kind) {}

    /**
     * Reads all of it. Blocks.
     *
     * @throws dev.feedwarden.plugin.simulator.recording.RecordingException if a line is broken or there is no data
     */
    public static IbRecording read(RecordingReader reader) {
        Map<Integer, List<String>> contracts = new LinkedHashMap<>();
        List<Frame> frames = new ArrayList<>();
        Map<String, Asked> asked = new HashMap<>();
        Set<String> said = new HashSet<>();
        reader.objects((number, line) -> {
            if (!(line.getValue("t") instanceof Number t)
                    || !(line.getValue("fields") instanceof JsonArray array)
                    || !(line.getValue("dir") instanceof String dir)) {
                throw reader.wrong(number, "expected t, dir and fields, found " + line.fieldNames());
            }
            List<String> fields = array.stream().map(String::valueOf).toList();
            String conn = line.getValue("conn") + ".";
            try {
                if (dir.equals("client->gw")) {
                    request(conn, fields, asked);
                } else if (!fields.isEmpty() && fields.get(0).equals("10")) {
                    contracts.put(Integer.parseInt(fields.get(12)), fields);
                } else if (!fields.isEmpty() && DATA.contains(fields.get(0))) {
                    Asked meant = asked.get(conn + fields.get(place(fields)));
                    if (meant != null) {
                        boolean tick = fields.get(0).equals("99") || news(conn, fields, said);
                        long millis = Math.round(t.doubleValue() * 1_000);
                        frames.add(new Frame(millis, meant.conId, meant.kind, fields, tick));
                    }
                }
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw reader.wrong(number, "fields: expected a message of versions 176 to 178, found " + fields);
            }
        });
        if (frames.isEmpty()) {
            throw reader.wrong(0, "expected at least one data message of a known request, found none");
        }
        return new IbRecording(contracts, List.copyOf(frames));
    }

    /** Where the id of the request stands. */
    private static int place(List<String> fields) {
        return fields.get(0).equals("99") ? 1 : 2;
    }

    private static boolean news(String conn, List<String> fields, Set<String> said) {
        return fields.get(0).equals("1")
                && PRICES.contains(fields.get(3))
                && !said.add(conn + fields.get(2) + "." + fields.get(3));
    }

    private static void request(String conn, List<String> fields, Map<String, Asked> asked) {
        switch (fields.get(0)) {
            case "1" -> asked.put(conn + fields.get(2), new Asked(Integer.parseInt(fields.get(3)), Line.Kind.QUOTES));
            case "97" ->
                asked.put(
                        conn + fields.get(1), new Asked(Integer.parseInt(fields.get(2)), Line.Kind.of(fields.get(14))));
            default -> {}
        }
    }
}
