package io.signalbox.app;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a prompt of the demo.
 *
 * @param decision null where none applied
 * @param model the name the router chose, {@link DemoPrompt#CACHE} when a kept answer was served;
 *     empty when there was no answer
 * @param why what the decision rests on, for people
 * @param millis from the client's request to the whole answer
 */
record DemoRow(
    DemoPrompt prompt, @Nullable String decision, String model, String why, long millis) {

  /** Whether decision and model are those that were expected. */
  boolean asExpected() {
    return Objects.equals(decision, prompt.expectedDecision())
        && model.equals(prompt.expectedModel());
  }

  /** What was expected, for a row that came out otherwise. */
  String expectation() {
    return "%s: %s, %s (expected: %s, %s)"
        .formatted(
            prompt.text(),
            shown(decision),
            model.isEmpty() ? why : model,
            shown(prompt.expectedDecision()),
            prompt.expectedModel());
  }

  /** A decision as the table shows it. */
  static String shown(@Nullable String decision) {
    return decision == null ? "-" : decision;
  }
}
