package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one document of a file and the resources of a namespace.
 *
 * <p>A document is all or nothing, but one bad resource must not keep the good ones from serving.
 * So the document is made and judged; the resources that its problems lead back to are taken as
 * they last served, or else left out; and it is made again, until nothing is wrong. Pools go first,
 * since a route may only seem wrong because of a pool that is. Every round refuses at least one
 * version of a resource, and each has at most two.
 */
public final class Composer {
  private final Function<Overlay, Loaded> document;
  private final Function<Loaded, List<Problem>> judge;

  /**
   * @param document reads the file, with an overlay
   * @param judge tells all that is wrong with a document, and brings nothing into effect
   */
  public Composer(Function<Overlay, Loaded> document, Function<Loaded, List<Problem>> judge) {
    this.document = document;
    this.judge = judge;
  }

  /** One round: what the document would be, and what stands against it. */
  private record Round(
      Loaded loaded, List<Refusal> refusals, Merge merge, List<Problem> problems) {}

  /**
   * The document.
   *
   * @param resources all that there are, in any order
   * @param lastGood the versions that serve by now
   */
  public Composition compose(
      Collection<RoutingResource> resources, Collection<RoutingResource> lastGood) {
    var candidates =
        resources.stream()
            .sorted(RoutingResource.BY_AGE)
            .map(resource -> new Candidate(resource, served(resource, lastGood)))
            .toList();
    while (true) {
      var serving = candidates.stream().flatMap(c -> c.version().stream()).toList();
      var round = round(serving);
      if (round.refusals().isEmpty()) {
        return composition(candidates, lastGood, serving, round);
      }
      refuse(candidates, round.refusals());
    }
  }

  /**
   * The outcome. A pool that serves now is not left out: the file may name models that the pool is
   * there to withhold. What serves, serves on then.
   */
  private static Composition composition(
      List<Candidate> candidates,
      Collection<RoutingResource> lastGood,
      List<RoutingResource> serving,
      Round round) {
    var verdicts = verdicts(candidates, round);
    var lost =
        candidates.stream()
            .filter(candidate -> candidate.resource().kind() == Kind.POOL)
            .filter(candidate -> candidate.version().isEmpty())
            .map(Candidate::resource)
            .filter(pool -> served(pool, lastGood) != null)
            .findFirst();
    if (lost.isEmpty()) {
      var sound = round.problems().stream().noneMatch(Problem::isError);
      return new Composition(round.loaded(), serving, verdicts, sound);
    }
    var kept = new LinkedHashMap<>(verdicts);
    candidates.forEach(candidate -> kept.put(candidate.resource(), candidate.verdictOfRefusal()));
    var refusal = Objects.requireNonNull(kept.get(lost.get())).message();
    return new Composition(refused(round.loaded(), lost.get(), refusal), serving, kept, false);
  }

  /** The document as one that does not serve. */
  private static Loaded refused(Loaded loaded, RoutingResource pool, String why) {
    var problems = new ArrayList<>(loaded.problems());
    problems.add(new Problem(Problem.Severity.ERROR, pool.title(), 0, "", why, ""));
    return new Loaded(
        null,
        loaded.places(),
        problems,
        loaded.vocabulary(),
        loaded.sha256(),
        loaded.environment());
  }

  private static @Nullable RoutingResource served(
      RoutingResource resource, Collection<RoutingResource> lastGood) {
    return lastGood.stream().filter(resource::sameObject).findFirst().orElse(null);
  }

  private Round round(List<RoutingResource> serving) {
    var merge = new Merge(serving);
    if (!merge.conflicts().isEmpty()) {
      return new Round(document.apply(Overlay.NONE), merge.conflicts(), merge, List.of());
    }
    var loaded = document.apply(merge);
    var problems = judge.apply(loaded);
    var errors = problems.stream().filter(Problem::isError).toList();
    var refusals = errors.isEmpty() ? List.<Refusal>of() : blamed(merge, errors, serving);
    return new Round(loaded, refusals, merge, problems);
  }

  private List<Refusal> blamed(Merge merge, List<Problem> errors, List<RoutingResource> serving) {
    var refusals =
        errors.stream()
            .flatMap(error -> merge.blame(error).stream())
            .map(blame ->
                new Refusal(blame.resource(), Reason.VALIDATION_FAILED, text(blame.problem())))
            .toList();
    if (!refusals.isEmpty() || serving.isEmpty() || !soundAlone()) {
      return refusals;
    }
    var message = "with these resources the router's file does not hold: " + errors.getFirst();
    return serving.stream()
        .map(resource -> new Refusal(resource, Reason.VALIDATION_FAILED, message))
        .toList();
  }

  private boolean soundAlone() {
    return judge.apply(document.apply(Overlay.NONE)).stream().noneMatch(Problem::isError);
  }

  private static void refuse(List<Candidate> candidates, List<Refusal> refusals) {
    boolean pools = refusals.stream().anyMatch(r -> r.resource().kind() == Kind.POOL);
    for (var candidate : candidates) {
      var own =
          refusals.stream()
              .filter(r -> !pools || r.resource().kind() == Kind.POOL)
              .filter(r -> candidate.isServedBy(r.resource()))
              .toList();
      if (!own.isEmpty()) {
        candidate.refuse(own);
      }
    }
  }

  private static Map<RoutingResource, Verdict> verdicts(List<Candidate> candidates, Round round) {
    var notes = new ArrayList<>(round.merge().notes());
    for (var problem : round.problems()) {
      round.merge().blame(problem).stream()
          .map(blame -> new Note(blame.resource(), "Warning", text(blame.problem())))
          .forEach(notes::add);
    }
    var verdicts = new LinkedHashMap<RoutingResource, Verdict>();
    for (var candidate : candidates) {
      var own = notes.stream().filter(note -> candidate.isServedBy(note.resource())).toList();
      verdicts.put(candidate.resource(), candidate.verdict(own));
    }
    return verdicts;
  }

  private static String text(Problem problem) {
    var expected =
        problem.expectation().isEmpty() ? "" : " (expected: %s)".formatted(problem.expectation());
    return problem.path() + ": " + problem.value() + expected;
  }
}
