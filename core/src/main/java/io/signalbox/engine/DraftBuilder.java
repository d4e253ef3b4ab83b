package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Setting;
import io.signalbox.config.Document;
import io.signalbox.config.Routing;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Projections;
import io.signalbox.decide.Strategy;
import io.signalbox.fleet.Fleet;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the parts of a document's graphs: of each its signals, rules, decisions and routes. */
final class DraftBuilder {
  private final Document document;
  private final Catalog catalog;
  private final Fleet fleet;
  private final Safety safety;
  private final Report report;

  /**
   * @param report told what is wrong
   */
  DraftBuilder(Document document, Catalog catalog, Fleet fleet, Safety safety, Report report) {
    this.document = document;
    this.catalog = catalog;
    this.fleet = fleet;
    this.safety = safety;
    this.report = report;
  }

  /**
   * The parts of a graph.
   *
   * @param setting of the graph's parts
   */
  Draft draft(Routing graph, Setting setting) {
    var names = new SignalNames(graph, catalog, safety, report);
    var projecting = new ProjectionBuilder(graph.projections(), names, report);
    var leaves = new LinkedHashSet<SignalName>();
    graph.decisions().forEach(config -> RuleBuilder.leaves(config, leaves));
    var used = projecting.types(leaves);
    leaves.forEach(leaf -> used.add(leaf.type()));
    var building = new SignalBuilder(graph, catalog, report);
    var conditionals = building.conditionals();
    used.addAll(conditions(conditionals, used));
    var signals = building.build(used, setting, names);
    var rules = new RuleBuilder(names, projecting.outputs(), report);
    var decisions = new ArrayList<Decision>();
    for (var config : graph.decisions()) {
      decisions.add(
          new Decision(config.name(), config.priority(), config.tier(), rules.build(config)));
    }
    var projections =
        projecting
            .build()
            .reachedFrom(leaves)
            .with(conditions(conditionals, used, rules), SignalBuilder.cuts(signals));
    var safe = safety.with(projections);
    boolean guarded = decisions.stream().map(Decision::rule).anyMatch(safe::asked);
    var routes = new RouteBuilder(document, catalog, fleet, setting, guarded, report);
    var routesByName = new LinkedHashMap<String, Route>();
    for (var config : graph.decisions()) {
      routes.build(config).ifPresent(route -> routesByName.put(config.name(), route));
    }
    signals.addAll(names.standIns());
    var ordered = new Decisions(decisions, strategy(document.strategy(graph)), projections);
    return new Draft(ordered, routesByName, signals, guarded);
  }

  /** The types of signals that conditions of used signals ask for. */
  private static Set<String> conditions(
      List<SignalBuilder.Conditional> conditionals, Set<String> used) {
    var asked = new LinkedHashSet<SignalName>();
    for (var conditional : conditionals) {
      if (used.contains(conditional.type())) {
        RuleBuilder.leaves(conditional.condition(), asked);
      }
    }
    return asked.stream().map(SignalName::type).collect(Collectors.toSet());
  }

  /** Builds all conditions, to check them, and returns those of used signals. */
  private static List<Projections.Condition> conditions(
      List<SignalBuilder.Conditional> conditionals, Set<String> used, RuleBuilder rules) {
    var conditions = new ArrayList<Projections.Condition>();
    for (var conditional : conditionals) {
      var condition = conditional.build(rules);
      if (used.contains(conditional.type())) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private static Strategy strategy(Routing.Strategy configured) {
    return switch (configured) {
      case PRIORITY -> Strategy.PRIORITY;
      case CONFIDENCE -> Strategy.CONFIDENCE;
    };
  }
}
