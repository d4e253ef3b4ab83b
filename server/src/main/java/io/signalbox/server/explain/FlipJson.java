package io.signalbox.server.explain;

import io.signalbox.decide.Flip;
import io.signalbox.signal.Fact;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the smallest change of one reading that would change the decision. */
final class FlipJson {
  private FlipJson() {}

  static ObjectNode of(Flip flip) {
    var decision = flip.decision();
    return JsonMapper.shared()
        .createObjectNode()
        .put("signal", flip.signal().toString())
        .put("from", state(flip.from()))
        .put("to", state(flip.to()))
        .put("decision", decision == null ? "no decision" : decision.name())
        .put("distance", flip.distance());
  }

  private static String state(Flip.State state) {
    var fact =
        switch (state.fact()) {
          case Fact.Holds(double confidence) ->
              state.value() == null && confidence != 1
                  ? "YES (confidence %s)".formatted(number(confidence))
                  : "YES";
          case Fact.Absent() -> "NO";
          case Fact.Unknown() -> "UNKNOWN";
        };
    return state.value() == null ? fact : "%s (value %s)".formatted(fact, number(state.value()));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
