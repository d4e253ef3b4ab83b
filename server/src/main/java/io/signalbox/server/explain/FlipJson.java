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

  /** At most four decimals; a number beside a bound is told by the bound. */
  private static String number(double value) {
    double rounded = Math.rint(value * 1e4) / 1e4;
    var beside = Math.abs(value - rounded) < 1e-9;
    var side = !beside || value == rounded ? "" : value < rounded ? "just below " : "just above ";
    double told = beside ? rounded : value;
    return side
        + (told == Math.rint(told) && Math.abs(told) < 1e15
            ? Long.toString((long) told)
            : String.format(Locale.ROOT, "%.4f", told));
  }
}
