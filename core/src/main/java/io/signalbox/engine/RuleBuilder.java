package io.signalbox.engine;

import io.signalbox.config.DecisionConfig;
import io.signalbox.config.RuleConfig;
import io.signalbox.decide.OnError;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Rule;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the rules of decisions, and checks that every leaf names something declared. */
final class RuleBuilder {
  private final SignalNames names;
  private final Set<String> outputs;
  private final Report report;

  /**
   * @param outputs the names of what mappings put out
   */
  RuleBuilder(SignalNames names, Set<String> outputs, Report report) {
    this.names = names;
    this.outputs = outputs;
    this.report = report;
  }

  /** Adds what the leaves of a decision refer to, whether or not it is declared. */
  static void leaves(DecisionConfig decision, Set<SignalName> leaves) {
    if (decision.rules() != null) {
      leaves(decision.rules(), leaves);
    }
  }

  /** Adds what the leaves of a tree refer to. */
  static void leaves(RuleConfig config, Set<SignalName> leaves) {
    if (config.isLeaf()) {
      leaves.add(new SignalName(Objects.requireNonNull(config.type()), name(config)));
    }
    config.conditions().forEach(condition -> leaves(condition, leaves));
  }

  Rule build(DecisionConfig decision) {
    return decision.rules() == null ? Rule.always() : build(decision.rules(), null, false);
  }

  /**
   * The condition of a signal.
   *
   * @param type of the signal, which its leaves may not be of
   */
  Rule condition(RuleConfig config, String type) {
    return build(config, type, false);
  }

  /**
   * @param owner the type of the signal whose condition it is; null for the rules of a decision
   */
  private Rule build(RuleConfig config, @Nullable String owner, boolean negated) {
    if (config.isLeaf()) {
      return owner == null || apart(config, owner) ? leaf(config, negated) : Rule.always();
    }
    boolean unwritten = owner != null && !report.states(config, "operator");
    var operator = unwritten ? RuleConfig.Operator.AND : Objects.requireNonNull(config.operator());
    boolean below = negated || operator == RuleConfig.Operator.NOT;
    var parts = new ArrayList<Rule>();
    config.conditions().forEach(condition -> parts.add(build(condition, owner, below)));
    return switch (operator) {
      case AND -> new Rule.All(parts);
      case OR -> new Rule.Any(parts);
      case NOT -> parts.size() == 1 ? new Rule.Not(parts.getFirst()) : new Rule.Any(List.of());
    };
  }

  /** Whether a leaf depends on nothing that depends on the signal whose condition it is part of. */
  private boolean apart(RuleConfig leaf, String owner) {
    var type = Objects.requireNonNull(leaf.type());
    if (name(leaf).isBlank()) {
      // A leaf without a name is the form's to refuse.
      return false;
    }
    boolean apart = !type.equals(Projections.LEAF) && !type.equals(owner) && !names.guards(type);
    if (!apart) {
      report.refuse(
          leaf, "type", type, "a signal that is no guard, and neither projection nor " + owner);
    }
    return apart;
  }

  private Rule leaf(RuleConfig config, boolean negated) {
    var type = Objects.requireNonNull(config.type());
    var name = name(config);
    var label = config.label();
    if (type.equals(Projections.LEAF)) {
      if (!outputs.contains(name)) {
        report.refuseName(config, "name", name, outputs);
      }
    } else {
      names.judge(config, type, name, label);
    }
    if (negated && names.guards(type) && config.onError() == RuleConfig.OnError.NO_MATCH) {
      report.refuse(
          config, "onError", "no_match of a guard below NOT", "match, or none: it must not open");
    }
    var predicate =
        config.predicate() == null ? null : ProjectionBuilder.bounds(config.predicate());
    var signal = new SignalName(type, label == null ? name : name + ":" + label);
    return new Rule.Is(signal, predicate, onError(config, !negated && names.guards(type)));
  }

  /**
   * @param guard whether the leaf asks for harm; what cannot be looked at then counts as harmful
   */
  private static OnError onError(RuleConfig config, boolean guard) {
    return switch (config.onError()) {
      case null -> guard ? OnError.MATCH : OnError.UNKNOWN;
      case NO_MATCH -> OnError.NO_MATCH;
      case MATCH -> OnError.MATCH;
    };
  }

  private static String name(RuleConfig config) {
    return config.name() == null ? "" : config.name();
  }
}
