package io.signalbox.infer;

import java.util.List;
import java.util.Locale;

/** A question that the signal encoder answers about a text as a whole. */
public enum Head {
  /** What the text is about: the 14 categories of MMLU-Pro. The windows' mean. */
  DOMAIN(
      "biology",
      "business",
      "chemistry",
      "computer science",
      "economics",
      "engineering",
      "health",
      "history",
      "law",
      "math",
      "other",
      "philosophy",
      "physics",
      "psychology"),
  /**
   * Whether the text attacks a model or asks for harm. Each label at its highest over the windows,
   * {@code benign} at its lowest, so that they need not sum to 1.
   */
  SAFETY("benign", "jailbreak", "injection", "harmful"),
  /** Whether an answer needs facts that can be wrong. The windows' highest. */
  FACT_CHECK("not_needed", "needed"),
  /** What a user says of the answer before. The first window's word. */
  FEEDBACK("none", "satisfied", "need_clarification", "wrong_answer", "want_different");

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  Head(String... labels) {
    this.labels = List.of(labels);
  }

  /** Its labels, in the order of the model's output. */
  public List<String> labels() {
    return labels;
  }

  /** Its name in files: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
