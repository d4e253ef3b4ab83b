package io.signalbox.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.signalbox.operator.dependent.Dependent;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.Plan;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings all objects of one router to what its plan says. */
public final class PlanWriter {
  private final List<Dependent> dependents;
  private final Applier applier;

  public PlanWriter(List<Dependent> dependents, Applier applier) {
    this.dependents = List.copyOf(dependents);
    this.applier = applier;
  }

  /**
   * Writes what differs and deletes what is no longer wanted. What is refused keeps nothing else
   * from being written.
   *
   * @param allowed the dependents that may be written this time; the others stay as they are
   * @param served whether the cluster serves a kind
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where trying again may help
   */
  public Outcome write(
      Plan plan, Predicate<Dependent> allowed, Predicate<Kind> served, OwnedObjects owned) {
    var outcome = new Outcome();
    for (var dependent : dependents) {
      if (!allowed.test(dependent)) {
        continue;
      }
      var wanted = dependent.desired(plan);
      wanted.forEach(object -> apply(object, owned, outcome));
      if (dependent.pruned()) {
        dependent.kinds().stream()
            .filter(served)
            .forEach(kind -> prune(kind, names(kind, wanted), plan, owned, outcome));
      }
    }
    return outcome;
  }

  private void apply(HasMetadata object, OwnedObjects owned, Outcome outcome) {
    try {
      outcome.add(applier.apply(object, owned), told(object));
    } catch (RefusedException e) {
      outcome.add(e.refusal());
    }
  }

  private void prune(
      Kind kind, Set<String> wanted, Plan plan, OwnedObjects owned, Outcome outcome) {
    var uid = plan.router().getMetadata().getUid();
    for (var object : owned.of(kind, plan.namespace(), uid)) {
      if (wanted.contains(object.getMetadata().getName())) {
        continue;
      }
      try {
        outcome.add(applier.delete(kind, object), told(object));
      } catch (RefusedException e) {
        outcome.add(e.refusal());
      }
    }
  }

  private static Set<String> names(Kind kind, List<? extends HasMetadata> objects) {
    return objects.stream()
        .filter(object -> object.getKind().equals(kind.kind()))
        .map(object -> object.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static String told(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
