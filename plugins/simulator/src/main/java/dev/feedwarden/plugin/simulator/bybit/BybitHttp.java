package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP interface (Bybit API v5): lists in pages, tickers, the time, the state of the system. */
final class BybitHttp {

    /** The page that a client from a refused country gets, before any of the venue's own servers is reached. */
    static final String BLOCKED = "<!DOCTYPE HTML><HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE>"
            + "</HEAD><BODY><H1>403 ERROR</H1>Bad request. We can't connect to the server for this app or website at"
            + " this time.</BODY></HTML>";

    private static final int DEFAULT_LIMIT = 500;
    private static final int MOST_LIMIT = 1_000;
    private static final int SHORT = 10;
    private static final Pattern OPTION = Pattern.compile(".+-[CP](-USDT)?");

    private final BybitVenue venue;
    private final Faults faults;
    private int inFlight;

    BybitHttp(BybitVenue venue, Faults faults) {
        this.venue = venue;
        this.faults = faults;
    }

    /** Requests that have not been answered yet. */
    int inFlight() {
        return inFlight;
    }

    /** One answer a connection: the next request may be for the control, which is elsewhere. */
    void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        inFlight++;
        response.endHandler(ended -> inFlight--);
        response.exceptionHandler(gone -> {});
        if (faults.on(Fault.GEO_BLOCK)) {
            send(response.setStatusCode(403), "text/html", BLOCKED);
        } else if (faults.on(Fault.BAN)) {
            send(response.setStatusCode(403), "text/plain", "access too frequent.");
        } else if (faults.on(Fault.RATE_LIMIT)) {
            response.putHeader("X-Bapi-Limit", "600")
                    .putHeader("X-Bapi-Limit-Status", "0")
                    .putHeader("X-Bapi-Limit-Reset-Timestamp", String.valueOf(venue.clock() + 5_000));
            send(response, "application/json", envelope(10006, "Too many visits!", new JsonObject()));
        } else if (!request.method().equals(HttpMethod.GET)) {
            send(response.setStatusCode(405), "text/plain", "");
        } else {
            answer(request, response);
        }
    }

    private void answer(HttpServerRequest request, HttpServerResponse response) {
        String path = request.path();
        if (path.equals("/v5/market/time")) {
            ok(response, time());
        } else if (path.equals("/v5/system/status")) {
            ok(response, new JsonObject().put("list", status()));
        } else if (faults.on(Fault.MAINTENANCE)) {
            send(response, "application/json", envelope(10016, "Internal System Error.", new JsonObject()));
        } else if (path.equals("/v5/market/instruments-info")) {
            ok(response, instruments(request));
        } else if (path.equals("/v5/market/tickers")) {
            tickers(request, response);
        } else {
            send(
                    response.setStatusCode(404),
                    "application/json",
                    envelope(10017, "Route not found.", new JsonObject()));
        }
    }

    private JsonObject time() {
        long millis = venue.clock();
        return new JsonObject()
                .put("timeSecond", String.valueOf(millis / 1_000))
                .put("timeNano", millis + "000000");
    }

    private JsonArray status() {
        JsonArray list = new JsonArray();
        if (faults.on(Fault.MAINTENANCE)) {
            list.add(new JsonObject()
                    .put("id", "simulated")
                    .put("title", "Options upgrade")
                    .put("state", "ongoing")
                    .put("serviceTypes", new JsonArray().add(5))
                    .put("product", new JsonArray().add(3))
                    .put("maintainType", 2));
        }
        return list;
    }

    private JsonObject instruments(HttpServerRequest request) {
        List<String> symbols = symbols(request);
        if (faults.on(Fault.SHORT_LIST)) {
            symbols = symbols.subList(0, (symbols.size() + SHORT - 1) / SHORT);
        }
        int from = number(request.getParam("cursor"), 0, symbols.size(), 0);
        int limit = number(request.getParam("limit"), 1, MOST_LIMIT, DEFAULT_LIMIT);
        int to = Math.min(symbols.size(), from + limit);
        JsonArray list = new JsonArray();
        symbols.subList(from, to).forEach(symbol -> list.add(venue.listings().instrument(symbol)));
        boolean more = to < symbols.size();
        String cursor = faults.on(Fault.PAGE_LOOP) ? "0" : more ? String.valueOf(to) : "";
        return new JsonObject()
                .put("category", category(request))
                .put("nextPageCursor", cursor)
                .put("list", list);
    }

    private void tickers(HttpServerRequest request, HttpServerResponse response) {
        boolean named = request.getParam("baseCoin") != null || request.getParam("symbol") != null;
        if (!named && category(request).equals("option")) {
            send(response, "application/json", envelope(10001, "params error: baseCoin or symbol", new JsonObject()));
            return;
        }
        JsonArray list = new JsonArray();
        for (String symbol : symbols(request)) {
            JsonObject data = venue.listings().ticker(symbol, DataHeld.by(faults));
            if (data != null) {
                list.add(renamed(data));
            }
        }
        ok(response, new JsonObject().put("category", category(request)).put("list", list));
    }

    /** The same numbers have other names here than on the socket. */
    private static JsonObject renamed(JsonObject data) {
        JsonObject renamed = new JsonObject();
        data.forEach(field -> renamed.put(
                field.getKey()
                        .replaceFirst("^(bid|ask)(Price|Size|Iv)$", "$1X$2")
                        .replace("X", "1")
                        .replace("markPriceIv", "markIv"),
                field.getValue()));
        return renamed;
    }

    private List<String> symbols(HttpServerRequest request) {
        String symbol = request.getParam("symbol");
        String coin = request.getParam("baseCoin");
        String category = category(request);
        return venue.listings().symbols().stream()
                .filter(name -> listed(name, category))
                .filter(name -> symbol == null || name.equals(symbol))
                .filter(name -> coin == null || Listings.coin(name).equals(coin))
                .toList();
    }

    /**
     * Whether a category has the symbol: clients ask for each of them and take what they get for one of it. All that was
     * recorded counts among the options, so that a feed of options can follow it.
     */
    private static boolean listed(String symbol, String category) {
        boolean other = !OPTION.matcher(symbol).matches();
        return switch (category) {
            case "option" -> true;
            case "linear" -> other && !symbol.endsWith("USD");
            case "inverse" -> other && symbol.endsWith("USD");
            default -> false;
        };
    }

    private static String category(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getParam("category"), "option");
    }

    private static int number(@Nullable String text, int least, int most, int fallback) {
        return text != null && text.matches("\\d{1,9}")
                ? Math.max(least, Math.min(most, Integer.parseInt(text)))
                : fallback;
    }

    private void ok(HttpServerResponse response, JsonObject result) {
        send(response, "application/json", envelope(0, "OK", result));
    }

    private String envelope(int code, String message, JsonObject result) {
        return new JsonObject()
                .put("retCode", code)
                .put("retMsg", message)
                .put("result", result)
                .put("retExtInfo", new JsonObject())
                .put("time", venue.clock())
                .encode();
    }

    private static void send(HttpServerResponse response, String type, String body) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
}
