package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;

/** Amounts in the one form in which the server keeps them: {@code 1000m} is kept as {@code 1}. */
final class Quantities {
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 1, "Mi", 2, "Gi", 3, "Ti", 4, "Pi", 5);

  private Quantities() {}

  /** Rewrites every {@code requests} and {@code limits} of an object that hold amounts. */
  static void normalize(JsonNode value) {
    for (var field : value.properties()) {
      var name = field.getKey();
      boolean amounts = name.equals("requests") || name.equals("limits");
      if (amounts && field.getValue() instanceof ObjectNode object) {
        object.properties().stream()
            .filter(amount -> amount.getValue().isValueNode())
            .forEach(amount -> amount.setValue(canonical(object, amount)));
      } else {
        normalize(field.getValue());
      }
    }
    if (value.isArray()) {
      value.forEach(Quantities::normalize);
    }
  }

  private static JsonNode canonical(ObjectNode parent, Map.Entry<String, JsonNode> amount) {
    var text = amount.getValue().asText();
    return parent.textNode(canonical(text));
  }

  /** One amount; what cannot be read stays as it is. */
  static String canonical(String text) {
    for (var unit : BINARY.entrySet()) {
      if (text.endsWith(unit.getKey())) {
        var number = text.substring(0, text.length() - 2);
        return number.matches("[0-9]+") ? binary(Long.parseLong(number), unit.getValue()) : text;
      }
    }
    if (text.matches("[0-9]+m")) {
      return thousandths(new BigDecimal(text.substring(0, text.length() - 1)));
    }
    return text.matches("[0-9]*\\.?[0-9]+")
        ? thousandths(new BigDecimal(text).movePointRight(3))
        : text;
  }

  private static String binary(long number, int power) {
    long left = number;
    int raised = power;
    while (left != 0 && left % 1024 == 0 && raised < 5) {
      left /= 1024;
      raised++;
    }
    return left + " KMGTP".substring(raised, raised + 1) + "i";
  }

  private static String thousandths(BigDecimal amount) {
    long whole = amount.longValue();
    return whole % 1000 == 0 ? Long.toString(whole / 1000) : whole + "m";
  }
}
