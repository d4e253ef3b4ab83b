package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals and decisions of all routes in place of the file's. Signals of one name and content
 * are shared. Decisions stand by priority, those of one priority by the age of their route and then
 * by name.
 */
final class Routes implements Overlay {
  private static final String SIGNALS = "signals";

  private final Origins origins;
  private final Map<String, Map<String, Shared>> signals = new LinkedHashMap<>();
  private final Map<String, Ruling> decisions = new LinkedHashMap<>();
  private final Map<Object, RoutingResource> priorities = new LinkedHashMap<>();
  private final List<Refusal> conflicts = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  /** A signal, and everybody who says it. */
  private record Shared(Mapping node, List<Owner> owners) {}

  private record Owner(RoutingResource route, String path) {}

  private record Ruling(RoutingResource route, String path, Map<String, Object> decision, int age) {
    String name() {
      return RoutingResource.text(decision, "name");
    }

    double priority() {
      return decision.get("priority") instanceof Number number ? number.doubleValue() : 0;
    }
  }

  /**
   * @param routes by age
   * @param origins takes where everything came from
   */
  Routes(List<RoutingResource> routes, Origins origins) {
    this.origins = origins;
    for (int age = 0; age < routes.size(); age++) {
      takeSignals(routes.get(age));
      takeDecisions(routes.get(age), age);
    }
  }

  /** Routes that give a name to something else than an older one does. */
  List<Refusal> conflicts() {
    return conflicts;
  }

  /** Decisions whose priority another route has, too. */
  List<Note> notes() {
    return notes;
  }

  private void takeSignals(RoutingResource route) {
    var families = RoutingResource.mapping(route.spec().get(SIGNALS));
    for (var family : families.keySet()) {
      var list = Signals.list(family);
      var known = signals.computeIfAbsent(list, any -> new LinkedHashMap<>());
      int index = 0;
      for (var signal : RoutingResource.items(families, family)) {
        var owner = new Owner(route, "spec.signals.%s[%d]".formatted(family, index++));
        take(known, Signals.signal(family, signal), RoutingResource.text(signal, "name"), owner);
      }
    }
  }

  private void take(Map<String, Shared> known, Mapping node, String name, Owner owner) {
    var first = known.get(name);
    if (first == null) {
      known.put(name, new Shared(node, new ArrayList<>(List.of(owner))));
    } else if (first.node().equals(node)) {
      first.owners().add(owner);
    } else {
      var content = "with other content (expected: the same content, or a name of its own)";
      conflicts.add(conflict(owner, name, first.owners().getFirst().route(), content));
    }
  }

  private void takeDecisions(RoutingResource route, int age) {
    int index = 0;
    for (var decision : route.items("decisions")) {
      var path = "spec.decisions[%d]".formatted(index++);
      var ruling = new Ruling(route, path, decision, age);
      var first = decisions.putIfAbsent(ruling.name(), ruling);
      if (first != null) {
        var content = "(expected: a name of its own)";
        conflicts.add(conflict(new Owner(route, path), ruling.name(), first.route(), content));
      } else {
        compare(ruling);
      }
    }
  }

  private static Refusal conflict(
      Owner owner, String name, RoutingResource first, String expectation) {
    boolean own = first.sameObject(owner.route());
    return new Refusal(
        owner.route(),
        own ? Reason.VALIDATION_FAILED : Reason.CONFLICT,
        "%s.name: %s stands %s %s"
            .formatted(owner.path(), name, own ? "twice" : "in " + first.title(), expectation));
  }

  private void compare(Ruling ruling) {
    var other = priorities.putIfAbsent(ruling.priority(), ruling.route());
    if (other != null && !other.sameObject(ruling.route())) {
      notes.add(
          new Note(
              ruling.route(),
              "SamePriority",
              "%s.priority: %d is that of a decision of %s, too; when both match, the surer wins"
                      .formatted(ruling.path(), (long) ruling.priority(), other.title())
                  + " and then the lesser name"));
    }
  }

  @Override
  public Mapping over(Mapping root) {
    var routing =
        root.mapping("routing")
            .with(SIGNALS, signals())
            .with("projections", Mapping.empty(Mark.NOWHERE))
            .with("decisions", Nodes.sequence(decisions()));
    return root.with("routing", routing);
  }

  private Mapping signals() {
    var lists = new ArrayList<Entry>();
    signals.forEach((list, members) -> {
      int index = 0;
      for (var member : members.values()) {
        var path = "routing.signals.%s[%d]".formatted(list, index++);
        member
            .owners()
            .forEach(owner -> origins.add(path, owner.route(), owner.path(), Signals::inRoute));
      }
      lists.add(
          Nodes.entry(list, Nodes.sequence(members.values().stream().map(Shared::node).toList())));
    });
    return new Mapping(lists, Mark.NOWHERE);
  }

  private List<Mapping> decisions() {
    var ordered =
        decisions.values().stream()
            .sorted(
                Comparator.comparingDouble(Ruling::priority)
                    .reversed()
                    .thenComparingInt(Ruling::age)
                    .thenComparing(Ruling::name))
            .toList();
    for (int i = 0; i < ordered.size(); i++) {
      var ruling = ordered.get(i);
      origins.add(
          "routing.decisions[%d]".formatted(i),
          ruling.route(),
          ruling.path(),
          Decisions.inRoute(ruling.decision()));
    }
    return ordered.stream().map(ruling -> Decisions.decision(ruling.decision())).toList();
  }
}
