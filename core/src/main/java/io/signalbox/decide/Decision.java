package io.signalbox.decide;

/**
 * A configured route.
 *
 * @param name unique within its recipe
 * @param priority greater wins
 * @param tier 0 for none; once a decision with a tier matches, the least tier wins
 * @param rule when it applies
 */
public record Decision(String name, int priority, int tier, Rule rule) {
  /** A decision without a tier. */
  public Decision(String name, int priority, Rule rule) {
    this(name, priority, 0, rule);
  }
}
