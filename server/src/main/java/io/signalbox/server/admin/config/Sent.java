package io.signalbox.server.admin.config;

import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Refusal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A document that a client sent: in the field {@code yaml} of a JSON object, or as the whole body
 * where its media type says so.
 *
 * @param yaml the document, or what is to be merged into it
 * @param dsl the source text it was made of; may be empty
 */
record Sent(String yaml, String dsl) {

  static Sent of(Question question) {
    var type = question.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.contains("yaml") || type.contains("merge-patch+json")) {
      return checked(new Sent(Revision.text(question.body()), ""));
    }
    var json = question.object();
    return checked(new Sent(text(json, "yaml"), text(json, "dsl")));
  }

  private static Sent checked(Sent sent) {
    if (sent.yaml().isBlank()) {
      throw Refusal.invalid("yaml: missing (expected: a document)");
    }
    return sent;
  }

  /** A text of an object; empty when there is none. */
  static String text(JsonNode json, String name) {
    var value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw Refusal.invalid(name + ": not a text (expected: a text)");
    }
    return value.stringValue();
  }
}
