package io.signalbox.decide;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rules and projections made ready to be asked often: every name, leaf, score and output has a
 * number, so that what is known of it stands in an array.
 */
final class Program {
  private static final int[] NONE = {};

  private final Map<SignalName, Integer> numbers = new LinkedHashMap<>();
  private final Map<Rule.Is, Integer> leafNumbers = new LinkedHashMap<>();
  private final Map<String, Integer> scoreNumbers = new HashMap<>();
  private final Map<String, Integer> outputNumbers = new HashMap<>();

  final Projections projections;
  final List<Contest> contests = new ArrayList<>();
  final List<Gate> gates = new ArrayList<>();
  final List<Cut> cuts = new ArrayList<>();
  final List<Sum> sums = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  final Node[] roots;
  final SignalName[] names;
  final @Nullable SignalName[] owners;
  final Leaf[] leaves;

  /** For each name the number of its partition, or -1. */
  final int[] partitions;

  /** For each name the number of its condition, or -1. */
  final int[] conditions;

  /** For each name the number of its cut, or -1. */
  final int[] cutOf;

  /** The most nodes that one rule has. */
  final int width;

  /** A partition, by the numbers of its members. */
  record Contest(Projections.Partition partition, int[] members, int byDefault) {}

  /** A condition, by the numbers of its names. */
  record Gate(int[] members, Node root) {}

  /** A cut, by the numbers of its members. */
  record Cut(int[] members, int most) {}

  /** A score, with the numbers of the bands it may lie in. */
  record Sum(Projections.Score score, Term[] terms, int[] outputs) {}

  /**
   * An input of a score.
   *
   * @param of the number of the name, score or output it takes its value from
   * @param readers the numbers of what must be read for a metric
   */
  record Term(Projections.Source source, double weight, int of, int[] readers) {}

  /** A band of a mapping. */
  record Output(Projections.Mapping mapping, int band, int score) {
    String name() {
      return mapping.bands().get(band).output();
    }

    Bounds bounds() {
      return mapping.bands().get(band).bounds();
    }
  }

  /**
   * A leaf.
   *
   * @param name its number, or -1 for the output of a mapping
   * @param output its number, or -1
   */
  record Leaf(Rule.Is rule, int name, int output) {}

  /** A part of a rule, with its number within the rule. */
  static final class Node {
    final Rule rule;
    final int id;
    final int leaf;
    final Node[] parts;
    final Judged.@Nullable Combination combination;

    Node(Rule rule, int id, int leaf, Node[] parts) {
      this.combination =
          switch (rule) {
            case Rule.Is _ -> null;
            case Rule.All _ -> Judged.Combination.ALL;
            case Rule.Any _ -> Judged.Combination.ANY;
            case Rule.Not _ -> Judged.Combination.NOT;
          };
      this.rule = rule;
      this.id = id;
      this.leaf = leaf;
      this.parts = parts;
    }
  }

  Program(List<Rule> rules, Projections projections) {
    this.projections = projections;
    for (var partition : projections.partitions()) {
      contests.add(
          new Contest(partition, numbers(partition.members()), number(partition.byDefault())));
    }
    for (var condition : projections.conditions()) {
      gates.add(new Gate(numbers(condition.names()), node(condition.rule(), new int[1])));
    }
    for (var cut : projections.cuts()) {
      cuts.add(new Cut(numbers(cut.members()), cut.most()));
    }
    projections.scores().forEach(score -> scoreNumbers.put(score.name(), scoreNumbers.size()));
    for (var mapping : projections.mappings()) {
      int score = known(scoreNumbers, mapping.score());
      for (int i = 0; i < mapping.bands().size(); i++) {
        outputNumbers.put(mapping.bands().get(i).output(), outputs.size());
        outputs.add(new Output(mapping, i, score));
      }
    }
    for (var score : projections.scores()) {
      int number = sums.size();
      var bands = IntStream.range(0, outputs.size());
      sums.add(
          new Sum(
              score,
              score.inputs().stream().map(this::term).toArray(Term[]::new),
              bands.filter(i -> outputs.get(i).score() == number).toArray()));
    }
    int widest = 0;
    roots = new Node[rules.size()];
    for (int i = 0; i < roots.length; i++) {
      var count = new int[1];
      roots[i] = node(rules.get(i), count);
      widest = Math.max(widest, count[0]);
    }
    width = widest;
    leaves = leafNumbers.keySet().stream().map(this::leaf).toArray(Leaf[]::new);
    names = numbers.keySet().toArray(SignalName[]::new);
    partitions = owned(contests.stream().map(Contest::members).toList());
    conditions = owned(gates.stream().map(Gate::members).toList());
    cutOf = owned(cuts.stream().map(Cut::members).toList());
    owners = new SignalName[names.length];
    for (int i = 0; i < names.length; i++) {
      owners[i] = names[i].labelled();
    }
  }

  /** For each name the number of the set it stands in, or -1. */
  private int[] owned(List<int[]> sets) {
    var owned = new int[names.length];
    Arrays.fill(owned, -1);
    for (int i = 0; i < sets.size(); i++) {
      for (int member : sets.get(i)) {
        owned[member] = i;
      }
    }
    return owned;
  }

  private int[] numbers(List<SignalName> all) {
    return all.stream().mapToInt(this::number).toArray();
  }

  private static int known(Map<String, Integer> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  private int number(SignalName name) {
    var number = numbers.putIfAbsent(name, numbers.size());
    return number == null ? numbers.size() - 1 : number;
  }

  private Term term(Projections.Input input) {
    return switch (input.source()) {
      case Projections.Source.Binary binary ->
          new Term(binary, input.weight(), number(binary.signal()), NONE);
      case Projections.Source.Confidence confidence ->
          new Term(confidence, input.weight(), number(confidence.signal()), NONE);
      case Projections.Source.Raw raw -> new Term(raw, input.weight(), number(raw.signal()), NONE);
      case Projections.Source.Metric metric ->
          new Term(metric, input.weight(), number(metric.metric()), numbers(metric.readBy()));
      case Projections.Source.Other other ->
          new Term(other, input.weight(), known(scoreNumbers, other.score()), NONE);
      case Projections.Source.Output output ->
          new Term(output, input.weight(), known(outputNumbers, output.output()), NONE);
    };
  }

  private Node node(Rule rule, int[] count) {
    int id = count[0]++;
    return switch (rule) {
      case Rule.Is is -> new Node(rule, id, leafNumber(is), new Node[0]);
      case Rule.All(var parts) -> new Node(rule, id, -1, nodes(parts, count));
      case Rule.Any(var parts) -> new Node(rule, id, -1, nodes(parts, count));
      case Rule.Not(var part) -> new Node(rule, id, -1, nodes(List.of(part), count));
    };
  }

  private Node[] nodes(List<Rule> parts, int[] count) {
    var nodes = new Node[parts.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = node(parts.get(i), count);
    }
    return nodes;
  }

  private int leafNumber(Rule.Is is) {
    if (output(is) < 0) {
      number(is.signal());
    }
    var number = leafNumbers.putIfAbsent(is, leafNumbers.size());
    return number == null ? leafNumbers.size() - 1 : number;
  }

  private int output(Rule.Is is) {
    return is.signal().type().equals(Projections.LEAF)
        ? outputNumbers.getOrDefault(is.signal().name(), -1)
        : -1;
  }

  private Leaf leaf(Rule.Is is) {
    int output = output(is);
    return new Leaf(is, output < 0 ? number(is.signal()) : -1, output);
  }
}
