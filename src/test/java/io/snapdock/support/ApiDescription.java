package io.snapdock.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code docs/openapi.yaml}, against which the tests' client checks what it asks and what it gets: a call, a status, a header or a member that the description does not know is a fault.
 * Of a request that was refused only the answer is checked, as tests send wrong ones on purpose.
 */
public final class ApiDescription {
    private static final String IRI = "https://snapdock.invalid/openapi";
    private static final String PROBLEM = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Read once for all tests of a JVM. */
    private static final ApiDescription OF_THE_PROJECT = new ApiDescription(read(Path.of("docs/openapi.yaml")));

    private final JsonNode root;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> headersOfAll;

    /**
     * A call and its answer.
     *
     * @param path below the application's address, from its slash on, with the query
     * @param sent null when nobody knows any more what it was
     * @param isOdd whether the request is wrong on purpose, and may be answered all the same
     * @param answer null when it was not read
     */
    public record Exchange(
            String method,
            URI path,
            HttpHeaders asked,
            byte[] sent,
            boolean isOdd,
            int status,
            HttpHeaders headers,
            byte[] answer) {}

    /** An operation, with the parameters of its path. */
    private record Operation(String template, JsonNode path, JsonNode node) {}

    private ApiDescription(JsonNode root) {
        this.root = root;
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(IRI, root.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        this.headersOfAll = Set.copyOf(
                texts(root.path("x-headers")).map(ApiDescription::lower).toList());
    }

    static ApiDescription ofTheProject() {
        return OF_THE_PROJECT;
    }

    /** Aliases are resolved, and references name the document, so that each schema can be used by itself. */
    private static JsonNode read(Path file) {
        try (var in = Files.newBufferedReader(file)) {
            JsonNode node = JSON.valueToTree(new Yaml().load(in));
            makeAbsolute(node);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeAbsolute(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("$ref").asText().startsWith("#")) {
            object.put("$ref", IRI + object.get("$ref").asText());
        }
        node.forEach(ApiDescription::makeAbsolute);
    }

    /** All calls that are described, as {@code GET /api/docks/{}}. */
    public static List<String> calls() {
        List<String> calls = new ArrayList<>();
        OF_THE_PROJECT
                .root
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        calls.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}"));
                    }
                }));
        return calls;
    }

    /** All codes of problems that any call can have. */
    public static List<String> codes() {
        return texts(OF_THE_PROJECT.root.at("/components/schemas/Code/enum")).toList();
    }

    /** All codes that some call, or the whole, names. */
    public static List<String> codesInUse() {
        return OF_THE_PROJECT.root.findValues("x-problems").stream()
                .flatMap(ApiDescription::texts)
                .distinct()
                .toList();
    }

    /** @return what is not as described; empty when all is */
    public List<String> faults(Exchange exchange) {
        List<String> faults = new ArrayList<>();
        Operation operation = operation(exchange);
        JsonNode response = operation == null ? null : response(operation, exchange);
        if (response == null && exchange.status() < 400 && !exchange.method().equals("OPTIONS")) {
            faults.add(operation == null ? "is not described" : "has no status " + exchange.status());
        }
        if (response != null && exchange.status() < 400 && !exchange.isOdd()) {
            checkRequest(operation, exchange, faults);
        }
        String type = bare(exchange.headers().firstValue("Content-Type").orElse(""));
        boolean isOurs = exchange.status() < 400 || type.equals(PROBLEM);
        if (response != null && isOurs) {
            checkHeaders(response, exchange, faults);
            checkBody(response, type, exchange, faults);
        }
        if (type.equals(PROBLEM) && exchange.answer() != null && exchange.answer().length > 0) {
            checkProblem(operation, exchange, faults);
        }
        return faults.stream()
                .map(fault -> exchange.method() + " "
                        + (operation == null ? exchange.path().getPath() : operation.template()) + " → "
                        + exchange.status() + ": " + fault)
                .toList();
    }

    /**
     * @param name of the webhook in the description
     * @param text what a host was sent
     * @return what is not as described
     */
    public static List<String> faultsOfWebhook(String name, String text) {
        JsonNode schema =
                OF_THE_PROJECT.root.at("/webhooks/" + name + "/post/requestBody/content/application~1json/schema");
        List<String> faults = new ArrayList<>();
        OF_THE_PROJECT.checkJson("the webhook " + name, schema, text.getBytes(StandardCharsets.UTF_8), faults);
        return faults;
    }

    private Operation operation(Exchange exchange) {
        String[] parts = exchange.path().getRawPath().split("/", -1);
        return properties(root.path("paths"))
                .filter(path -> fits(path.getKey().split("/", -1), parts))
                .map(path -> new Operation(path.getKey(), path.getValue(), method(path.getValue(), exchange.method())))
                .filter(operation -> !operation.node().isMissingNode())
                .min(Comparator.comparing(operation ->
                        operation.template().chars().filter(c -> c == '{').count()))
                .orElse(null);
    }

    private static JsonNode method(JsonNode path, String method) {
        JsonNode exactly = path.path(lower(method));
        return exactly.isMissingNode() && method.equals("HEAD") ? path.path("get") : exactly;
    }

    private static boolean fits(String[] template, String[] parts) {
        boolean fits = template.length == parts.length;
        for (int i = 0; fits && i < parts.length; i++) {
            fits = template[i].startsWith("{") ? !parts[i].isEmpty() : template[i].equals(parts[i]);
        }
        return fits;
    }

    private JsonNode response(Operation operation, Exchange exchange) {
        JsonNode all = operation.node().path("responses");
        JsonNode exactly = all.path(String.valueOf(exchange.status()));
        JsonNode found = exactly.isMissingNode() && exchange.status() >= 400 ? all.path("default") : exactly;
        return found.isMissingNode() ? null : resolved(found);
    }

    private void checkRequest(Operation operation, Exchange exchange, List<String> faults) {
        Map<String, List<String>> query = query(exchange.path().getRawQuery());
        Set<String> known = new HashSet<>();
        for (JsonNode parameter : parameters(operation)) {
            String name = parameter.path("name").asText();
            JsonNode schema = parameter.path("schema");
            List<String> values = switch (parameter.path("in").asText()) {
                case "query" -> {
                    known.add(name);
                    yield query.getOrDefault(name, List.of());
                }
                case "header" -> exchange.asked().allValues(name);
                default -> List.of(inPath(operation.template(), exchange.path(), name));
            };
            if (values.isEmpty() && parameter.path("required").asBoolean()) {
                faults.add("lacks " + name);
            } else if (!values.isEmpty() && !isValid(schema, values)) {
                faults.add("has a wrong " + name);
            }
        }
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("has no query " + name));
        byte[] sent = exchange.sent();
        if (sent != null && sent.length > 0) {
            String type = bare(exchange.asked().firstValue("Content-Type").orElse(""));
            JsonNode content = content(operation.node().path("requestBody"), type);
            if (content == null) {
                faults.add("takes no body of type " + type);
            } else if (type.equals("application/json")) {
                checkJson("the request", content.path("schema"), sent, faults);
            }
        }
    }

    private List<JsonNode> parameters(Operation operation) {
        return Stream.of(operation.path(), operation.node())
                .flatMap(node -> StreamSupport.stream(node.path("parameters").spliterator(), false))
                .map(this::resolved)
                .toList();
    }

    private static String inPath(String template, URI path, String name) {
        String[] names = template.split("/", -1);
        String[] parts = path.getPath().split("/", -1);
        for (int i = 0; i < Math.min(names.length, parts.length); i++) {
            if (names[i].equals("{" + name + "}")) {
                return parts[i];
            }
        }
        throw new AssertionError(template + " has no " + name);
    }

    private void checkHeaders(JsonNode response, Exchange exchange, List<String> faults) {
        Map<String, JsonNode> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties(response.path("headers"))
                .forEach(header -> described.put(header.getKey(), resolved(header.getValue())));
        exchange.headers().map().forEach((name, values) -> {
            JsonNode header = described.get(name);
            if (header == null && !headersOfAll.contains(lower(name)) && !name.startsWith(":")) {
                faults.add("has no header " + name);
            } else if (header != null && !isValid(header.path("schema"), values)) {
                faults.add("has a wrong header " + name + ": " + values);
            }
        });
    }

    private void checkBody(JsonNode response, String type, Exchange exchange, List<String> faults) {
        if (exchange.answer() == null || exchange.answer().length == 0) {
            return;
        }
        JsonNode content = content(response, type);
        if (content == null) {
            faults.add("has no answer of type " + type);
        } else if (type.equals("application/json") || type.equals(PROBLEM)) {
            checkJson("the answer", content.path("schema"), exchange.answer(), faults);
        }
    }

    private void checkProblem(Operation operation, Exchange exchange, List<String> faults) {
        String code = DockClient.parse(new String(exchange.answer(), StandardCharsets.UTF_8))
                .asJsonObject()
                .getString("code", "");
        boolean isKnown = Stream.concat(
                        texts(root.path("x-problems")),
                        operation == null ? Stream.of() : texts(operation.node().path("x-problems")))
                .anyMatch(code::equals);
        if (!isKnown) {
            faults.add("has no problem " + code);
        }
    }

    private void checkJson(String what, JsonNode schema, byte[] text, List<String> faults) {
        schema(schema)
                .validate(new String(text, StandardCharsets.UTF_8), InputFormat.JSON)
                .forEach(error -> faults.add(what + " " + error));
    }

    /** Texts are texts, or what JSON they look like: headers and queries know no types. */
    private boolean isValid(JsonNode schema, List<String> values) {
        if (schema.isMissingNode()) {
            return true;
        }
        if (schema.path("type").asText().equals("array")) {
            return schema(schema).validate(JSON.valueToTree(values)).isEmpty();
        }
        return values.stream()
                .allMatch(value ->
                        schema(schema).validate(TextNode.valueOf(value)).isEmpty()
                                || (value.matches("-?[0-9]{1,18}|true|false")
                                        && schema(schema)
                                                .validate(value, InputFormat.JSON)
                                                .isEmpty()));
    }

    private Schema schema(JsonNode node) {
        return schemas.computeIfAbsent(node, registry::getSchema);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(IRI.length() + 1));
    }

    /** @return null when there is none of this type */
    private static JsonNode content(JsonNode body, String type) {
        JsonNode content = body.path("content");
        for (String known : List.of(type, type.replaceFirst("/.*", "/*"), "*/*")) {
            if (content.has(known)) {
                return content.path(known);
            }
        }
        return null;
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(decoded(parts[0]), any -> new ArrayList<>())
                    .add(parts.length > 1 ? decoded(parts[1]) : "");
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Stream<Map.Entry<String, JsonNode>> properties(JsonNode node) {
        return node.properties().stream();
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static String bare(String type) {
        return lower(type.replaceFirst(";.*", "").strip());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
