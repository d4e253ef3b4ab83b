package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is computed from signals before rules are asked, in this order: members of a partition
 * exclude each other, names with a condition hold only while it does, of the names in a cut only
 * the surest hold, scores are weighted sums, mappings name the bands of a score. The names of bands
 * are leaves of rules, of type {@value #LEAF}.
 *
 * @param partitions each over names of one signal type
 * @param conditions of names, each over names without one
 * @param cuts no name stands in two
 * @param scores each after those it depends on
 * @param mappings in the order they are configured
 */
public record Projections(
    List<Partition> partitions,
    List<Condition> conditions,
    List<Cut> cuts,
    List<Score> scores,
    List<Mapping> mappings) {
  /** The type of leaves that refer to the output of a mapping. */
  public static final String LEAF = "projection";

  /** Nothing is projected. */
  public static final Projections NONE = new Projections(List.of(), List.of(), List.of());

  /** Projections without conditions and cuts. */
  public Projections(List<Partition> partitions, List<Score> scores, List<Mapping> mappings) {
    this(partitions, List.of(), List.of(), scores, mappings);
  }

  public Projections {
    partitions = List.copyOf(partitions);
    conditions = List.copyOf(conditions);
    cuts = List.copyOf(cuts);
    scores = List.copyOf(scores);
    mappings = List.copyOf(mappings);
  }

  /**
   * Only what leaves depend on, with the scores in the order of their dependence.
   *
   * @param leaves the names that rules refer to
   * @throws IllegalArgumentException when a score depends on itself
   */
  public Projections reachedFrom(Collection<SignalName> leaves) {
    var reach = new Reach(this);
    leaves.stream()
        .filter(leaf -> leaf.type().equals(LEAF))
        .forEach(leaf -> reach.output(leaf.name()));
    var scores = reach.scores();
    var names = scores.stream().map(Score::name).collect(Collectors.toSet());
    var mapped = mappings.stream().filter(mapping -> names.contains(mapping.score())).toList();
    return new Projections(partitions, conditions, cuts, scores, mapped);
  }

  /** These projections with conditions and cuts. */
  public Projections with(List<Condition> moreConditions, List<Cut> moreCuts) {
    return new Projections(partitions, moreConditions, moreCuts, scores, mappings);
  }

  /** Whether everything holds as it was read, and nothing is made of it. */
  boolean plain() {
    return partitions.isEmpty() && conditions.isEmpty() && cuts.isEmpty() && mappings.isEmpty();
  }

  /** Tells the consumer every signal that a score is computed from. */
  public void signals(Consumer<SignalName> consumer) {
    scores.forEach(score -> score.signals(consumer));
  }

  /**
   * Names of which at most one holds: the surest, the first of equals.
   *
   * @param temperature the winner's confidence is its softmax at this temperature; null when it
   *     keeps its own
   * @param byDefault the member that holds when all were read and none does
   */
  public record Partition(
      String name, @Nullable Double temperature, List<SignalName> members, SignalName byDefault) {
    public Partition {
      members = List.copyOf(members);
    }
  }

  /**
   * Names that hold only while a rule does. Where the rule is unknown for good, so are they.
   *
   * @param rule over names that have no condition, as partitions leave them, and over no output
   */
  public record Condition(List<SignalName> names, Rule rule) {
    public Condition {
      names = List.copyOf(names);
    }
  }

  /**
   * Names of which only the surest hold; of equals the first in the alphabet.
   *
   * @param most how many may hold
   */
  public record Cut(List<SignalName> members, int most) {
    public Cut {
      members = members.stream().sorted(Comparator.comparing(SignalName::name)).toList();
    }
  }

  /** A weighted sum of inputs. */
  public record Score(String name, List<Input> inputs) {
    public Score {
      inputs = List.copyOf(inputs);
    }

    /** Tells the consumer every signal that the score is computed from, not through others. */
    public void signals(Consumer<SignalName> consumer) {
      for (var input : inputs) {
        switch (input.source()) {
          case Source.Binary(var signal, var _, var _, var _) -> consumer.accept(signal);
          case Source.Confidence(var signal, var _) -> consumer.accept(signal);
          case Source.Raw(var signal, var _) -> consumer.accept(signal);
          case Source.Metric(var _, var readBy) -> readBy.forEach(consumer);
          case Source.Other _, Source.Output _ -> {}
        }
      }
    }
  }

  /**
   * One term of a score.
   *
   * @param weight what the input's value is multiplied by
   */
  public record Input(Source source, double weight) {}

  /** Where a term of a score takes its value from. */
  public sealed interface Source {
    /**
     * Whether a name holds.
     *
     * @param guards whether its signal is one of safety: the value stays open when it fails
     */
    record Binary(SignalName signal, double match, double miss, boolean guards) implements Source {}

    /** The confidence of a name that holds, 1 where that is 0; 0 when it does not hold. */
    record Confidence(SignalName signal, boolean guards) implements Source {}

    /** What was measured of a name, 0 when nothing was. */
    record Raw(SignalName signal, boolean guards) implements Source {}

    /**
     * What was measured beside the names of signals, 0 when nothing was.
     *
     * @param metric the name of the value
     * @param readBy the signals that measure it
     */
    record Metric(SignalName metric, List<SignalName> readBy) implements Source {
      public Metric {
        readBy = List.copyOf(readBy);
      }
    }

    /** Another score. */
    record Other(String score) implements Source {}

    /** The confidence of a mapping's output, 0 when the score lies elsewhere. */
    record Output(String output) implements Source {}
  }

  /**
   * Names the bands of a score.
   *
   * @param score the name of the score
   * @param every whether every band counts that the score lies in, or only the first
   * @param slope how fast confidence grows with the distance from a bound
   */
  public record Mapping(String name, String score, boolean every, double slope, List<Band> bands) {
    public Mapping {
      bands = List.copyOf(bands);
    }
  }

  /**
   * A part of the numbers with a name.
   *
   * @param output the name, unique within a recipe
   */
  public record Band(String output, Bounds bounds) {}
}
