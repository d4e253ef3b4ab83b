package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer other than success: a status code, Kubernetes' reason for it, and what is wrong. */
final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient List<Cause> causes;

  /** What is wrong with one field. */
  record Cause(String reason, String message, @Nullable String field) {}

  ApiFailure(int code, String reason, String message) {
    this(code, reason, message, List.of());
  }

  ApiFailure(int code, String reason, String message, List<Cause> causes) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.causes = causes;
  }

  static ApiFailure notFound(ResourceType type, String name) {
    return new ApiFailure(404, "NotFound", type.qualifiedPlural() + " \"" + name + "\" not found");
  }

  static ApiFailure alreadyExists(ResourceType type, String name) {
    return new ApiFailure(
        409, "AlreadyExists", type.qualifiedPlural() + " \"" + name + "\" already exists");
  }

  static ApiFailure stale(ResourceType type, String name) {
    return new ApiFailure(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + type.qualifiedPlural()
            + " \""
            + name
            + "\": the object has been modified; please apply your changes to the latest version"
            + " and try again");
  }

  static ApiFailure badRequest(String message) {
    return new ApiFailure(400, "BadRequest", message);
  }

  static ApiFailure forbidden(String message) {
    return new ApiFailure(403, "Forbidden", message);
  }

  /** An object that breaks rules; each violation is {@code field: what is wrong}. */
  static ApiFailure invalid(ResourceType type, String name, List<String> violations) {
    var causes = violations.stream().map(ApiFailure::cause).toList();
    var message =
        type.qualifiedKind()
            + " \""
            + name
            + "\" is invalid: "
            + (violations.size() == 1
                ? violations.getFirst()
                : "[" + String.join(", ", violations) + "]");
    return new ApiFailure(422, "Invalid", message, causes);
  }

  private static Cause cause(String violation) {
    int colon = violation.indexOf(": ");
    return colon < 0
        ? new Cause("FieldValueInvalid", violation, null)
        : new Cause(
            "FieldValueInvalid", violation.substring(colon + 2), violation.substring(0, colon));
  }

  int code() {
    return code;
  }

  /** The body of the answer: an object of kind {@code Status}. */
  ObjectNode status() {
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage());
    status.put("reason", reason).put("code", code);
    if (!causes.isEmpty()) {
      var list = status.putObject("details").putArray("causes");
      for (var cause : causes) {
        var entry = list.addObject().put("reason", cause.reason()).put("message", cause.message());
        if (cause.field() != null) {
          entry.put("field", cause.field());
        }
      }
    }
    return status;
  }
}
