package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Routing;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.decide.Projections;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the signals of a routing graph. */
final class SignalBuilder {
  /** For signals that nobody uses: they are checked, but nothing is loaded for them. */
  private static final Ports NOTHING =
      () ->
          (text, deadline) -> {
            throw new IllegalStateException("a signal that no decision uses was read");
          };

  private final Routing routing;
  private final Report report;
  private final List<Bound<?>> bound = new ArrayList<>();

  /** Binds the entries of all lists. */
  SignalBuilder(Routing routing, Catalog catalog, Report report) {
    this.routing = routing;
    this.report = report;
    var known = catalog.signals().stream().map(SignalPart::listKey).toList();
    routing
        .signals()
        .forEach((listKey, entries) -> {
          var part = catalog.signalByList(listKey);
          if (part.isPresent()) {
            bound.add(bind(part.get(), listKey, entries));
          } else if (!entries.isEmpty()) {
            report.refuseSignals(path(listKey), listKey, entries.getFirst().mark().line(), known);
          }
        });
  }

  /** The entries of one list. */
  private record Bound<C extends Record>(
      SignalPart<C> part, List<C> configs, List<Conditional> conditionals) {
    List<Signal> build(Setting setting, Report report) {
      return part.factory().build(configs, setting, report);
    }
  }

  /**
   * An entry with a condition.
   *
   * @param names those of the entry
   */
  record Conditional(String type, List<String> names, RuleConfig condition) {
    Projections.Condition build(RuleBuilder rules) {
      return new Projections.Condition(
          names.stream().map(name -> new SignalName(type, name)).toList(),
          rules.condition(condition, type));
    }
  }

  /** The conditions that entries have. */
  List<Conditional> conditionals() {
    return bound.stream().flatMap(list -> list.conditionals().stream()).toList();
  }

  /**
   * Builds all signals, to check them, and returns those of the used types.
   *
   * @param setting its ports are asked only on behalf of used types
   * @param names told of all signals
   */
  List<Signal> build(Set<String> usedTypes, Setting setting, SignalNames names) {
    var unused = setting.withPorts(NOTHING);
    var signals = new ArrayList<Signal>();
    for (var list : bound) {
      boolean used = usedTypes.contains(list.part().leafType());
      var built = list.build(used ? setting : unused, report);
      names.know(built);
      signals.addAll(used ? built : List.of());
    }
    return signals;
  }

  /** The cuts that signals ask for. */
  static List<Projections.Cut> cuts(List<Signal> signals) {
    var cuts = new ArrayList<Projections.Cut>();
    for (var signal : signals) {
      if (signal.atOnce() < signal.names().size()) {
        var members = signal.names().stream().map(name -> new SignalName(signal.type(), name));
        cuts.add(new Projections.Cut(members.toList(), signal.atOnce()));
      }
    }
    return cuts;
  }

  private String path(String listKey) {
    return report.path(routing, "signals") + "." + listKey;
  }

  /** The name that rule leaves refer to an entry of a list by. */
  static Optional<String> name(ConfigNode.Mapping entry) {
    return entry.value("name") instanceof ConfigNode.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private <C extends Record> Bound<C> bind(
      SignalPart<C> part, String listKey, List<ConfigNode.Mapping> entries) {
    var configs = new ArrayList<C>();
    var conditionals = new ArrayList<Conditional>();
    var seen = new HashSet<String>();
    int index = 0;
    for (var entry : entries) {
      var path = "%s[%d]".formatted(path(listKey), index++);
      var config = report.binder().bind(entry, part.config(), path);
      if (config == null) {
        continue;
      }
      configs.add(config);
      name(entry)
          .filter(name -> !seen.add(name))
          .ifPresent(name ->
              report.refuse(config, "name", name + " stands twice", "each name once in a list"));
      var condition = part.condition().of(config);
      if (condition != null) {
        report.check(condition);
        conditionals.add(new Conditional(part.leafType(), part.names().of(entry), condition));
      }
    }
    return new Bound<>(part, configs, conditionals);
  }
}
