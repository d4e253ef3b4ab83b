package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.Routing;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that rules and projections may refer to signals by: those that signals tell about. A
 * configured name that no signal tells about can be referred to, and never matches.
 */
final class SignalNames {
  private static final Reading UNAVAILABLE = new Reading.Failed("not supported yet");

  private final Routing routing;
  private final Catalog catalog;
  private final Safety safety;
  private final Report report;
  private final Map<String, Set<String>> configured = new LinkedHashMap<>();
  private final Map<String, Set<String>> told = new LinkedHashMap<>();
  private final Set<SignalName> unavailable = new LinkedHashSet<>();
  private final Set<SignalName> silent = new LinkedHashSet<>();

  SignalNames(Routing routing, Catalog catalog, Safety safety, Report report) {
    this.routing = routing;
    this.catalog = catalog;
    this.safety = safety;
    this.report = report;
    for (var part : catalog.signals()) {
      var names = new LinkedHashSet<String>();
      entries(part).forEach(entry -> names.addAll(part.names().of(entry)));
      configured.put(part.leafType(), names);
    }
    routing.signals().forEach(this::unread);
  }

  /** Takes note of the names of a list that the contract has and no part reads. */
  private void unread(String listKey, List<ConfigNode.Mapping> entries) {
    if (catalog.signalByList(listKey).isEmpty()) {
      var names = new LinkedHashSet<String>();
      entries.forEach(entry -> SignalBuilder.name(entry).ifPresent(names::add));
      report.leafOf(listKey).ifPresent(type -> configured.put(type, names));
    }
  }

  private List<ConfigNode.Mapping> entries(SignalPart<?> part) {
    return routing.signals().getOrDefault(part.listKey(), List.of());
  }

  /** Takes note of what signals tell about. */
  void know(Collection<Signal> signals) {
    for (var signal : signals) {
      told.computeIfAbsent(signal.type(), _ -> new LinkedHashSet<>()).addAll(signal.names());
    }
  }

  /**
   * Stand-ins for what nothing reads: always unknown where the contract has a type and no part
   * does, absent where a name is configured and no signal tells about it.
   */
  List<Signal> standIns() {
    var standIns = new ArrayList<Signal>();
    unavailable.forEach(name -> standIns.add(new StandInSignal(name, UNAVAILABLE)));
    silent.forEach(name -> standIns.add(new StandInSignal(name, Reading.miss())));
    return standIns;
  }

  /** Whether signals of a type guard against harm. */
  boolean guards(String type) {
    return safety.guards(type);
  }

  /**
   * Judges a reference, and reports what is wrong with it.
   *
   * @param config has the components {@code type} and {@code name}
   * @param label one of the labels that the signal measures
   */
  void judge(Record config, String type, String name, @Nullable String label) {
    if (catalog.signalByLeaf(type).isEmpty()) {
      report.refuseKind(config, "type", Vocabulary.Kind.LEAF, type, configured.keySet());
      unavailable.add(new SignalName(type, name));
      return;
    }
    var known = told.getOrDefault(type, Set.of());
    var listed = configured.getOrDefault(type, Set.of());
    if (known.contains(name) || (label != null && known.contains(name + ":" + label))) {
      return;
    }
    if (!listed.contains(name)) {
      report.refuseName(config, "name", name, known.isEmpty() ? listed : known);
      return;
    }
    silent.add(new SignalName(type, name));
    if (!known.isEmpty()) {
      report.warn(config, "name", name + " never matches", Report.oneOf(known));
    }
  }

  /** Sees to it that a configured name is read, even where no signal tells about it. */
  void ensure(SignalName name) {
    if (catalog.signalByLeaf(name.type()).isEmpty()) {
      unavailable.add(name);
    } else if (!told.getOrDefault(name.type(), Set.of()).contains(name.name())) {
      silent.add(name);
    }
  }

  /** The one type of signals that a partition may be over and that all of the names are of. */
  @Nullable String exclusive(Collection<String> names) {
    for (var entry : configured.entrySet()) {
      if (report.partitions(entry.getKey()) && entry.getValue().containsAll(names)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /**
   * The signals that measure something of a knowledge base: those of the type whose key of the
   * type's name names it.
   */
  List<SignalName> readersOf(String type, String base) {
    var readers = new ArrayList<SignalName>();
    var part = catalog.signalByLeaf(type);
    for (var entry : part.isEmpty() ? List.<ConfigNode.Mapping>of() : entries(part.get())) {
      if (entry.value(type) instanceof ConfigNode.Scalar scalar && scalar.text().equals(base)) {
        SignalBuilder.name(entry).map(name -> new SignalName(type, name)).ifPresent(readers::add);
      }
    }
    return readers;
  }
}
