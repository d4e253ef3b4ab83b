package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.ConfigNode;
import io.signalbox.config.Routing;
import io.signalbox.signal.Signal;
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
  private final Catalog catalog;
  private final Report report;

  SignalBuilder(Routing routing, Catalog catalog, Report report) {
    this.routing = routing;
    this.catalog = catalog;
    this.report = report;
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
    var known = catalog.signals().stream().map(SignalPart::listKey).toList();
    routing
        .signals()
        .forEach((listKey, entries) -> {
          var part = catalog.signalByList(listKey);
          if (part.isPresent()) {
            boolean used = usedTypes.contains(part.get().leafType());
            var built = build(part.get(), listKey, entries, used ? setting : unused);
            names.know(built);
            signals.addAll(used ? built : List.of());
          } else if (!entries.isEmpty()) {
            report.refuseSignals(path(listKey), listKey, entries.getFirst().mark().line(), known);
          }
        });
    return signals;
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

  private <C extends Record> List<Signal> build(
      SignalPart<C> part, String listKey, List<ConfigNode.Mapping> entries, Setting setting) {
    var configs = new ArrayList<C>();
    var seen = new HashSet<String>();
    int index = 0;
    for (var entry : entries) {
      var path = "%s[%d]".formatted(path(listKey), index++);
      var config = report.binder().bind(entry, part.config(), path);
      if (config != null) {
        configs.add(config);
        name(entry)
            .filter(name -> !seen.add(name))
            .ifPresent(name ->
                report.refuse(config, "name", name + " stands twice", "each name once in a list"));
      }
    }
    return part.factory().build(configs, setting, report);
  }
}
