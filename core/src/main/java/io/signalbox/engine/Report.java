package io.signalbox.engine;

import io.signalbox.catalog.Findings;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.bind.Binder;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.bind.Vocabulary.Standing;
import io.signalbox.config.check.RuleCheck;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problem.Severity;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is wrong with a document, and the places it stands at. */
final class Report implements Findings {
  private static final int SHOWN_NAMES = 30;

  private final Problems problems;
  private final Places places;
  private final Vocabulary vocabulary;
  private final boolean lenient;

  Report(Loaded loaded, boolean lenient) {
    this.places = loaded.places();
    this.problems = new Problems(places.file());
    this.vocabulary = loaded.vocabulary();
    this.lenient = lenient;
    loaded.problems().forEach(problems::add);
  }

  Binder binder() {
    return new Binder(problems, places, vocabulary, lenient);
  }

  /** Where a component stands in the document. */
  String path(Record config, String component) {
    return places.path(config, component);
  }

  /** Whether the document gives a component a value. */
  boolean states(Record config, String component) {
    return places.states(config, component);
  }

  /** Checks the form of a tree of rules that is the condition of a signal. */
  void check(RuleConfig condition) {
    new RuleCheck(places, problems, RuleConfig.Operator.AND).check(condition);
  }

  int errors() {
    return problems.errors();
  }

  List<Problem> sorted() {
    return problems.sorted();
  }

  @Override
  public void refuse(Record config, String component, String value, String expectation) {
    problems.add(places.problem(config, component, value, expectation));
  }

  @Override
  public void warn(Record config, String component, String value, String note) {
    problems.add(places.warning(config, component, value, note));
  }

  /**
   * Refuses the name of a kind that no part implements: not supported yet when the contract has it,
   * else unknown.
   *
   * @param known the names that would be right
   */
  void refuseKind(
      Record config,
      String component,
      Vocabulary.Kind kind,
      String name,
      Collection<String> known) {
    if (vocabulary.note(kind, name).filter(n -> n.standing() == Standing.REMOVED).isPresent()) {
      var hint = vocabulary.hint(kind, name).orElse("one of " + String.join(", ", known));
      problems.add(places.problem(config, component, name + " was removed", hint));
    } else if (vocabulary.knows(kind, name)) {
      var hint = vocabulary.hint(kind, name).orElse("one of " + String.join(", ", known));
      var problem =
          lenient
              ? places.warning(config, component, name + " is not supported yet", hint)
              : places.problem(config, component, name + " is not supported yet", hint);
      problems.add(problem);
    } else {
      refuseName(config, component, name, known);
    }
  }

  /**
   * Refuses a block of an algorithm that another algorithm asks for, or none.
   *
   * @param known the types that have blocks
   */
  void refuseBlock(Record config, ConfigNode.Entry entry, Collection<String> known) {
    var nearest =
        Suggestions.nearest(entry.key(), known).map(n -> ", did you mean " + n + "?").orElse("");
    var value =
        known.contains(entry.key()) ? "the block of another algorithm" : "unknown key" + nearest;
    var problem =
        new Problem(
            lenient && !known.contains(entry.key()) ? Severity.WARNING : Severity.ERROR,
            problems.file(),
            entry.keyMark().line(),
            path(config, entry.key()),
            value,
            "type, on_error, and at most one block, named as the type");
    problems.add(problem);
  }

  /** Refuses a name that is not among the known ones. */
  void refuseName(Record config, String component, String name, Collection<String> known) {
    var nearest = Suggestions.nearest(name, known).map(n -> ", did you mean " + n + "?").orElse("");
    problems.add(places.problem(config, component, name + " is unknown" + nearest, oneOf(known)));
  }

  /** Names to choose from; the first ones when there are many. */
  static String oneOf(Collection<String> known) {
    if (known.isEmpty()) {
      return "none is declared";
    }
    var shown = String.join(", ", known.stream().limit(SHOWN_NAMES).toList());
    int more = known.size() - SHOWN_NAMES;
    return "one of " + shown + (more > 0 ? " and " + more + " more" : "");
  }

  /** Whether signals of a type may be members of a partition. */
  boolean partitions(String type) {
    return vocabulary.knows(Vocabulary.Kind.PARTITION, type);
  }

  /** The types of signals that may be members of a partition. */
  String partitionTypes() {
    return String.join(", ", vocabulary.names(Vocabulary.Kind.PARTITION));
  }

  /** The type of the leaves that refer to the signals of a list of the contract. */
  Optional<String> leafOf(String listKey) {
    return vocabulary.leafOf(listKey);
  }

  /** The name that an alias of a plugin stands for. */
  String pluginType(String name) {
    return vocabulary.canonical(Vocabulary.Kind.PLUGIN, name);
  }

  /** Refuses a list of signals that no part reads. */
  void refuseSignals(String path, String listKey, int line, Collection<String> known) {
    boolean contract = vocabulary.knows(Vocabulary.Kind.SIGNAL, listKey);
    var nearest =
        Suggestions.nearest(listKey, known).map(n -> ", did you mean " + n + "?").orElse("");
    var value = contract ? "not supported yet" : "unknown key" + nearest;
    var expectation = "one of " + String.join(", ", known);
    if (lenient) {
      problems.warning(line, path, value, expectation);
    } else {
      problems.error(line, path, value, expectation);
    }
  }
}
