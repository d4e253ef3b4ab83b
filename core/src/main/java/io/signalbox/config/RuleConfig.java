package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a rule tree: a leaf with a type and a name, or an operator over conditions.
 *
 * <p>Exactly one of type and operator is set. A node without both is what the contract takes it
 * for: {@code OR} of its conditions or, when it has none, an {@code AND} of nothing, which always
 * matches.
 */
public record RuleConfig(
    @Doc("Type of the signal, for a leaf.") @Nullable String type,
    @Doc("Name of the signal, for a leaf.") @Nullable String name,
    @Doc("One of the labels that the signal measures, for a leaf with a predicate.")
        @Nullable String label,
    @Doc("Where the measured value must lie, whether or not the signal matches.")
        @Nullable BoundsConfig predicate,
    @Doc("What a leaf says when its signal fails; unknown, as nothing else is, when absent.")
        @Nullable OnError onError,
    @Doc("How the conditions are combined, in upper or lower case.") @Nullable Operator operator,
    @Doc("The rules that are combined.") @Default("[]") List<RuleConfig> conditions) {

  /** What a leaf says when its signal fails. */
  public enum OnError {
    /** It does not match. */
    NO_MATCH,
    /** It matches. */
    MATCH
  }

  /** How conditions are combined. */
  public enum Operator {
    /** All of them; always true without any. */
    AND,
    /** At least one of them; never true without any. */
    OR,
    /** Not the one condition. */
    NOT
  }

  public RuleConfig {
    type = type == null || type.isBlank() ? null : type;
    if (type == null && operator == null) {
      operator = conditions.isEmpty() ? Operator.AND : Operator.OR;
    }
  }

  /** Whether the node asks for a signal. */
  public boolean isLeaf() {
    return type != null;
  }
}
