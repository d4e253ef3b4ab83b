package io.signalbox.parts.protocol;

import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a request body that become part of a conversation. What nobody asks for is named
 * in the warnings.
 */
public final class RequestFields {
  private final ObjectFields body;
  private final Warnings warnings;
  private final Set<String> asked = new HashSet<>();

  private RequestFields(ObjectFields body, Warnings warnings) {
    this.body = body;
    this.warnings = warnings;
  }

  /** The members of a body that was decoded before. */
  public static RequestFields of(byte[] body, Warnings warnings) {
    return new RequestFields(ObjectFields.of(body), warnings);
  }

  /** A member, or a missing node; null counts as missing. */
  public JsonNode get(String key) {
    var value = asked(key).value(key);
    return value == null ? body.object().missingNode() : value;
  }

  private ObjectFields asked(String key) {
    asked.add(key);
    return body;
  }

  public @Nullable String text(String key) {
    return asked(key).text(key);
  }

  public @Nullable Boolean flag(String key) {
    return asked(key).flag(key);
  }

  /** Whether a member says yes. */
  public boolean says(String key) {
    return asked(key).says(key);
  }

  public @Nullable Double number(String key) {
    return asked(key).number(key);
  }

  public @Nullable Long whole(String key) {
    return asked(key).whole(key);
  }

  /** The texts of a member that is one text or several. */
  public List<String> texts(String key) {
    var value = get(key);
    if (value.isString()) {
      return List.of(value.stringValue());
    }
    var texts = new ArrayList<String>();
    for (var element : value) {
      if (element.isString()) {
        texts.add(element.stringValue());
      }
    }
    return texts;
  }

  /** Warns of every member that says something and that nobody asked for. */
  public void warnOfRest() {
    for (var member : body.object().properties()) {
      if (says(member.getValue()) && !asked.contains(member.getKey())) {
        warnings.add("unsupported_field", member.getKey());
      }
    }
  }

  private static boolean says(JsonNode value) {
    boolean denies = value.isNull() || (value.isBoolean() && !value.booleanValue());
    return !denies && !(value.isContainer() && value.isEmpty());
  }
}
