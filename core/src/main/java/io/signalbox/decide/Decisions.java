package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of a recipe, and how one is picked.
 *
 * <p>Picking is a pure function of the readings, and it can be asked before everything is read:
 * every rule yields an interval of confidences it could still end with. The verdict is settled once
 * the best decision that holds beats the best that every other one could still become. Until then
 * {@link #settle} names the signals whose reading could change the outcome, and nothing else need
 * be read: the early stop gives the decision, with its confidence, that reading everything would
 * give.
 */
public final class Decisions {
  private final List<Decision> all;
  private final Strategy strategy;
  private final Projections projections;
  private final Program program;
  private final Ranking ranking;

  /** Decisions over signals as they are read. */
  public Decisions(List<Decision> all, Strategy strategy) {
    this(all, strategy, Projections.NONE);
  }

  /**
   * @param all in the order they are configured
   * @param strategy how one of several is picked
   * @param projections what is computed from signals first
   */
  public Decisions(List<Decision> all, Strategy strategy, Projections projections) {
    this.all = List.copyOf(all);
    this.strategy = strategy;
    this.projections = projections;
    this.program = new Program(all.stream().map(Decision::rule).toList(), projections);
    this.ranking = new Ranking(this.all, strategy);
  }

  /** A verdict, or what must be read for one. */
  public sealed interface Progress {
    /** Nothing that could still be read changes this. */
    record Settled(Verdict verdict) implements Progress {}

    /** The verdict depends on these signals; never empty. */
    record Open(Set<SignalName> wanted) implements Progress {}
  }

  /** In the order they are configured. */
  public List<Decision> all() {
    return all;
  }

  /** How one of several is picked. */
  public Strategy strategy() {
    return strategy;
  }

  /** What is computed from signals first. */
  public Projections projections() {
    return projections;
  }

  Program program() {
    return program;
  }

  Ranking ranking() {
    return ranking;
  }

  /** The verdict on what has been read; what has not counts as unknown. */
  public Verdict decide(Readings readings) {
    return new Contest(this, readings).verdict();
  }

  /** The verdict if nothing unread can change it, else what to read next. */
  public Progress settle(Readings readings) {
    var contest = new Contest(this, readings);
    var wanted = contest.wanted();
    return wanted.isEmpty() ? new Progress.Settled(contest.verdict()) : new Progress.Open(wanted);
  }

  /**
   * Why the readings lead to the decision they lead to. It is made on demand, and takes as long as
   * there are rules.
   *
   * @param bounds where the measured value of a name must lie for it to hold; null where no number
   *     decides
   */
  public Explanation explain(Readings readings, Function<SignalName, @Nullable Bounds> bounds) {
    return new Explainer(this, readings, bounds).explain();
  }

  /**
   * The smallest change of one reading that changes the decision; null when no single reading does.
   * It is made on demand: decisions are taken anew for every name, many times.
   *
   * @param bounds where the measured value of a name must lie for it to hold; null where no number
   *     decides
   */
  public @Nullable Flip nearestFlip(
      Readings readings, Function<SignalName, @Nullable Bounds> bounds) {
    return new NearestFlip(this, readings, bounds).find();
  }

  /**
   * The readings as rules see them: of a partition the winner alone holds, of a cut the surest, and
   * outputs of mappings stand beside the names of signals.
   */
  public Readings projected(Readings readings) {
    return projections.plain() ? readings : new Facts(program, readings).projected(readings);
  }

  @Override
  public String toString() {
    return "%s of %s over %s".formatted(strategy, all, projections);
  }
}
