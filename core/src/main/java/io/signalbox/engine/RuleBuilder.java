package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.Document;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.Vocabulary;
import io.signalbox.decide.Rule;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes the rules of decisions, and checks that every leaf names a declared signal. */
final class RuleBuilder {
  private final Catalog catalog;
  private final Report report;
  private final Map<String, Set<String>> declared = new LinkedHashMap<>();
  private final Set<SignalName> unavailable = new LinkedHashSet<>();

  RuleBuilder(Document document, Catalog catalog, Report report) {
    this.catalog = catalog;
    this.report = report;
    for (var part : catalog.signals()) {
      declared.put(part.leafType(), names(document, part));
    }
  }

  private static Set<String> names(Document document, SignalPart<?> part) {
    var names = new LinkedHashSet<String>();
    for (var entry : document.routing().signals().getOrDefault(part.listKey(), List.of())) {
      names.addAll(part.names().of(entry));
    }
    return names;
  }

  Rule build(DecisionConfig decision) {
    return decision.rules() == null ? Rule.always() : build(decision.rules());
  }

  /** Stand-ins for leaves that the contract has and no part reads: always unknown. */
  List<Signal> unavailable() {
    return unavailable.stream().<Signal>map(UnavailableSignal::new).toList();
  }

  private Rule build(RuleConfig config) {
    if (config.isLeaf()) {
      return leaf(config);
    }
    var parts = new ArrayList<Rule>();
    config.conditions().forEach(condition -> parts.add(build(condition)));
    return switch (Objects.requireNonNull(config.operator())) {
      case AND -> new Rule.All(parts);
      case OR -> new Rule.Any(parts);
      case NOT -> parts.size() == 1 ? new Rule.Not(parts.getFirst()) : new Rule.Any(List.of());
    };
  }

  private Rule leaf(RuleConfig config) {
    var type = Objects.requireNonNull(config.type());
    var name = config.name() == null ? "" : config.name();
    var signal = new SignalName(type, name);
    var part = catalog.signalByLeaf(type);
    if (part.isEmpty()) {
      report.refuseKind(config, "type", Vocabulary.Kind.LEAF, type, declared.keySet());
      unavailable.add(signal);
    } else if (!declared.getOrDefault(type, Set.of()).contains(name)) {
      report.refuseName(config, "name", name, declared.getOrDefault(type, Set.of()));
    }
    return new Rule.Is(signal);
  }
}
