package io.signalbox.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of the demo and what must become of it.
 *
 * @param model the name the client asks for
 * @param text what the user says
 * @param expectedDecision null where none applies
 * @param expectedModel the name sent to the backend, or {@link #CACHE}
 */
record DemoPrompt(
    String model, String text, @Nullable String expectedDecision, String expectedModel) {
  /** In the place of a model where a kept answer was served. */
  static final String CACHE = "(cache)";

  private static final String AUTO = "auto";
  private static final String SCIENCE = "science-expert";
  private static final String GENERAL = "general-expert";

  /**
   * Several topics, a question that comes back in the same words and in others, a keyword, nothing
   * at all, and a model named by the client.
   */
  static final List<DemoPrompt> ALL =
      List.of(
          auto("What is the derivative of f(x) = x^3?", "math_decision", "math-expert"),
          auto("How much energy does a moving electron have?", "physics_decision", SCIENCE),
          auto("How do cells copy their DNA?", "biology_decision", SCIENCE),
          auto("What can a tenant do after a breach of contract?", "law_decision", "law-expert"),
          auto("Why did the Roman Empire fall?", "history_decision", "humanities-expert"),
          auto("How does inflation affect interest rates?", "economics_decision", "social-expert"),
          auto("What should I cook tonight?", "general_decision", GENERAL),
          auto("What should I cook tonight?", "general_decision", CACHE),
          auto("How can I lower my blood pressure?", "health_decision", SCIENCE),
          auto("What can I do to lower my blood pressure?", "health_decision", CACHE),
          auto("Think carefully: which laptop should I buy?", "thinking_decision", GENERAL),
          new DemoPrompt(AUTO, "How does it work?", null, "base-model"),
          new DemoPrompt("law-expert", "What is the derivative of sin(x)?", null, "law-expert"));

  private static DemoPrompt auto(String text, String decision, String model) {
    return new DemoPrompt(AUTO, text, decision, model);
  }
}
