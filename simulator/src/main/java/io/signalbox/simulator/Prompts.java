package io.signalbox.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads texts that stand alone: a string, token ids, or a list of either. */
final class Prompts {
  private Prompts() {}

  /**
   * The texts of a field.
   *
   * @param most how many there may be
   */
  static List<Prompt> read(ObjectNode body, String field, int most) {
    JsonNode value = Fields.present(body, field);
    if (value == null) {
      throw wrong(field);
    }
    if (!(value instanceof ArrayNode list) || isTokenIds(list)) {
      return List.of(one(value, field));
    }
    if (list.isEmpty() || list.size() > most) {
      throw Fields.wrong(field, "1 to " + most + " prompts");
    }
    List<Prompt> prompts = new ArrayList<>();
    list.forEach(item -> prompts.add(one(item, field)));
    return prompts;
  }

  private static Prompt one(JsonNode value, String field) {
    if (value.isString()) {
      String text = value.stringValue();
      return new Prompt(text, Tokens.count(text), text.hashCode());
    }
    if (value instanceof ArrayNode list && isTokenIds(list)) {
      return new Prompt("", list.size(), list.hashCode());
    }
    throw wrong(field);
  }

  private static Refusal wrong(String field) {
    return Fields.wrong(field, "a string, a list of strings or token ids");
  }

  private static boolean isTokenIds(ArrayNode list) {
    if (list.isEmpty()) {
      return false;
    }
    for (JsonNode item : list) {
      if (!item.isIntegralNumber()) {
        return false;
      }
    }
    return true;
  }
}
