package io.signalbox.server.admin;

import io.signalbox.config.Permission;
import io.signalbox.server.admin.access.Caller;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One endpoint of the management API.
 *
 * @param method {@code GET} or another
 * @param path as it is asked for; a segment in braces, such as {@code {name}}, takes any text
 * @param description for the catalogue
 * @param permission what a caller needs; null for all there are
 * @param audit what an act of it is called in the log; empty for reading
 * @param shape what goes in and comes out, for the catalogue
 * @param action may block
 */
public record Operation(
    String method,
    String path,
    String description,
    @Nullable Permission permission,
    String audit,
    Shape shape,
    Action action) {

  /** An endpoint that only administrators reach, until it is told who else may. */
  public Operation(String method, String path, String description, Action action) {
    this(method, path, description, null, "", Shape.PLAIN, action);
  }

  public Operation needing(Permission needed) {
    return new Operation(method, path, description, needed, audit, shape, action);
  }

  /** Writes every call of it to the log, under that name. */
  public Operation audited(String name) {
    return new Operation(method, path, description, permission, name, shape, action);
  }

  public Operation shaped(Shape other) {
    return new Operation(method, path, description, permission, audit, other, action);
  }

  /** What an endpoint does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Answers.
     *
     * @throws Refusal in place of an answer
     */
    Answer answer(Question question);
  }

  /**
   * What goes in and comes out.
   *
   * @param request name of the body's schema in {@code openapi-schemas.json}; empty for no body
   * @param answer name of the answer's schema; empty for an object of no certain form
   * @param query parameters of the query
   * @param headers of the request that have a meaning here
   * @param statuses of answers beside those that every endpoint may give
   */
  public record Shape(
      String request,
      String answer,
      List<String> query,
      List<String> headers,
      List<Integer> statuses) {
    /** No body, and an object of no certain form. */
    public static final Shape PLAIN = new Shape("", "", List.of(), List.of(), List.of());

    public Shape {
      query = List.copyOf(query);
      headers = List.copyOf(headers);
      statuses = List.copyOf(statuses);
    }

    /** No body, and an answer of that schema. */
    public static Shape answering(String schema) {
      return new Shape("", schema, List.of(), List.of(), List.of());
    }

    /** A body and an answer of those schemas. */
    public static Shape taking(String request, String answer) {
      return new Shape(request, answer, List.of(), List.of(), List.of());
    }

    public Shape withQuery(String... names) {
      return new Shape(request, answer, List.of(names), headers, statuses);
    }

    public Shape withHeaders(String... names) {
      return new Shape(request, answer, query, List.of(names), statuses);
    }

    public Shape withStatuses(Integer... codes) {
      return new Shape(request, answer, query, headers, List.of(codes));
    }
  }

  /**
   * A request.
   *
   * @param body its bytes, empty for {@code GET}
   * @param caller who asks
   * @param id of the request
   * @param variables what stands in the path where the operation has braces, decoded
   * @param query the first value of each parameter
   * @param headers the first value of each, by name in lower case; without credentials
   */
  public record Question(
      byte[] body,
      Caller caller,
      String id,
      Map<String, String> variables,
      Map<String, String> query,
      Map<String, String> headers) {

    /**
     * The JSON object that the body is.
     *
     * @throws Refusal when it is none
     */
    public ObjectNode object() {
      try {
        if (JsonMapper.shared().readTree(body) instanceof ObjectNode object) {
          return object;
        }
      } catch (JacksonException broken) {
        // The parser's own words may quote the text.
        throw Refusal.invalid("malformed JSON body");
      }
      throw Refusal.invalid("malformed JSON body (expected: an object)");
    }

    /** Whether {@code ?trace=true} was asked for. */
    public boolean trace() {
      return "true".equalsIgnoreCase(query.get("trace"));
    }

    /** What stands in the path in place of {@code {name}}. */
    public String variable(String name) {
      return variables.getOrDefault(name, "");
    }

    /** The first value of a header; {@code name} in lower case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body its bytes
   * @param type media type of the body
   * @param headers beside those that every answer has
   */
  public record Answer(int status, byte[] body, String type, Map<String, String> headers) {
    /** Media type of almost every answer. */
    public static final String JSON = "application/json";

    /** A JSON answer. */
    public Answer(int status, byte[] json) {
      this(status, json, JSON, Map.of());
    }

    /** A JSON answer of anything that can be written so. */
    public static Answer of(int status, Object json) {
      return new Answer(status, JsonMapper.shared().writeValueAsBytes(json));
    }

    /** A page. */
    public static Answer html(String page) {
      return new Answer(
          200,
          page.getBytes(StandardCharsets.UTF_8),
          "text/html; charset=utf-8",
          Map.of("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"));
    }

    /** With one header more, which must hold no line's end. */
    public Answer with(String name, String value) {
      var more = new HashMap<>(headers);
      more.put(name, value);
      return new Answer(status, body, type, Map.copyOf(more));
    }
  }
}
