package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.web.WebServer.Read;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

    private static Door door;
    private static JsonObject document;

    @BeforeAll
    static void start() throws Exception {
        door = new Door(Door.address(Read.OPEN, List.of(), null), Door.users());
        document = new JsonObject(door.send(door.request("/api/openapi.json")).body());
    }

    @AfterAll
    static void stop() {
        door.close();
    }

    /** HEAD goes with each GET, and what every service takes is one path. */
    @Test
    void document_andTheRoutes_areTheSame() {
        Set<String> routes = door.server.routes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(OpenApiTest::operations)
                .collect(Collectors.toCollection(TreeSet::new));
        routes.add("GET /{service}/{path}");
        routes.add("POST /{service}/{path}");

        Set<String> told = document.getJsonObject("paths").getMap().entrySet().stream()
                .flatMap(path -> ((Map<?, ?>) path.getValue())
                        .keySet().stream()
                                .map(method -> method.toString().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(routes);
    }

    @Test
    void everyPath_namesItsParametersAndSaysWhatItDoes() {
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject operation = (JsonObject) method.getValue();
                    Set<String> declared = operation.getJsonArray("parameters", new JsonArray()).stream()
                            .map(JsonObject.class::cast)
                            .filter(parameter -> parameter.getString("in").equals("path"))
                            .map(parameter -> "{" + parameter.getString("name") + "}")
                            .collect(Collectors.toSet());
                    declared.forEach(name -> assertThat(path.getKey()).contains(name));
                    assertThat(path.getKey()
                                    .chars()
                                    .filter(letter -> letter == '{')
                                    .count())
                            .describedAs(path.getKey())
                            .isEqualTo(declared.size());
                    assertThat(operation.getString("summary")).isNotBlank();
                    assertThat(operation.getJsonObject("responses").fieldNames())
                            .contains("200");
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/status, Status",
        "/api/feeds/deribit, FeedDetail",
        "/api/feeds/deribit/day, FeedDay",
        "/api/pulse, Pulse",
        "/api/incidents/i-7, Incident",
        "/api/rules, Rules",
        "/api/rules/size, Rule",
        "/api/rules/size/day, RuleDay",
        "/api/history, History",
        "/api/backups, Backups",
        "/api/session, Session",
        "/api/audit, Audit",
        "/api/settings, Settings",
        "/system/health, Health",
        "/api/nothing, Error",
    })
    void answer_isWhatTheDocumentSays(String path, String schema) throws Exception {
        HttpResponse<String> answer = door.send(door.request(path));

        OutputUnit checked = validator(schema).validate(new JsonObject(answer.body()));

        assertThat(checked.getValid())
                .describedAs("%s%n%s", checked.getErrors(), answer.body())
                .isTrue();
    }

    @Test
    void runbook_ofARule_isToldWhereverItsTroubleIs() throws Exception {
        JsonObject status = get("/api/status");
        String runbook = "https://wiki.example/deribit";

        assertThat(status.getJsonArray("rules").getJsonObject(0).getString("runbook"))
                .isEqualTo(runbook);
        assertThat(status.getJsonArray("incidents").getJsonObject(0).getString("runbook"))
                .isEqualTo(runbook);
        assertThat(get("/api/incidents")
                        .getJsonArray("incidents")
                        .getJsonObject(0)
                        .getString("runbook"))
                .isEqualTo(runbook);
        assertThat(get("/api/incidents/i-7").getString("runbook")).isEqualTo(runbook);
        assertThat(door.send(door.request("/api/incidents?format=csv")).body())
                .startsWith("id,rule,subject,level,opened,closed,seconds,timeline,runbook\r\n")
                .endsWith("change: green to red," + runbook + "\r\n");
        assertThat(door.send(door.request("/incidents/i-7")).body())
                .contains("<a href=\"" + runbook + "\">" + runbook + "</a>");
    }

    private static JsonObject get(String path) throws Exception {
        return new JsonObject(door.send(door.request(path)).body());
    }

    @Test
    void schema_anotherLevel_isRefused() throws Exception {
        JsonObject status =
                new JsonObject(door.send(door.request("/api/status")).body()).put("level", "purple");

        assertThat(validator("Status").validate(status).getValid()).isFalse();
    }

    private static Validator validator(String schema) {
        JsonObject whole = document.getJsonObject("components")
                .copy()
                .put("$ref", "#/schemas/" + schema)
                .put("$id", "https://feedwarden.example/api");
        String text = whole.encode().replace("#/components/schemas/", "#/schemas/");
        return Validator.create(
                JsonSchema.of(new JsonObject(text)),
                new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("https://feedwarden.example"));
    }

    private static Stream<String> operations(Route route) {
        Collection<HttpMethod> methods = route.methods();
        String path = route.getPath().replaceAll(":([A-Za-z]+)", "{$1}");
        return methods.stream()
                .filter(method -> !method.equals(HttpMethod.HEAD))
                .map(method -> method.name() + " " + path);
    }
}
