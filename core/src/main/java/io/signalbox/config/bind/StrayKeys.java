package io.signalbox.config.bind;

import io.signalbox.config.bind.Vocabulary.Note;
import io.signalbox.config.bind.Vocabulary.Standing;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problem.Severity;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.Suggestions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges keys and values that no record takes: removed from the contract, not supported, without
 * effect, or unknown.
 */
public final class StrayKeys {
  private static final Set<String> OFF_MODES = Set.of("disabled", "none", "off");

  private final Problems problems;
  private final Vocabulary vocabulary;
  private final Severity lenience;
  private final Set<String> warned = new HashSet<>();

  /**
   * @param lenient whether what is not supported or unknown is a warning
   */
  public StrayKeys(Problems problems, Vocabulary vocabulary, boolean lenient) {
    this.problems = problems;
    this.vocabulary = vocabulary;
    this.lenience = lenient ? Severity.WARNING : Severity.ERROR;
  }

  /** Whether the contract says nothing of a key. */
  boolean unheardOf(String path) {
    return vocabulary.key(path).isEmpty();
  }

  /** Reports a key that the record at its place does not have. */
  void judge(ConfigNode.Entry entry, String path, Collection<String> known) {
    var note = vocabulary.key(path);
    if (note.isPresent()) {
      judge(entry.value(), entry.keyMark().line(), path, note.get());
      return;
    }
    var nearest =
        Suggestions.nearest(entry.key(), known)
            .or(() -> Suggestions.nearest(entry.key(), vocabulary.children(parent(path, entry))));
    var value = "unknown key" + nearest.map(name -> ", did you mean " + name + "?").orElse("");
    var expectation = known.isEmpty() ? "no key" : "one of " + String.join(", ", known);
    tell(entry.keyMark().line(), path, value, expectation);
  }

  /** Reports a value that its type does not have but the contract knows; tells whether it did. */
  boolean judgeValue(Scalar scalar, String path) {
    var note = vocabulary.value(path, scalar.text());
    note.ifPresent(n -> {
      var shown = Problem.shown(path, scalar.written());
      if (n.standing() == Standing.REMOVED) {
        problems.error(scalar.mark().line(), path, shown + " was removed", n.hint());
      } else {
        tell(scalar.mark().line(), path, shown + " is not supported yet", n.hint());
      }
    });
    return note.isPresent();
  }

  /** Reports every removed key and value beneath a node, whoever takes the rest. */
  public void judgeRemoved(ConfigNode node, String path) {
    switch (node) {
      case Mapping mapping -> {
        for (var entry : mapping.entries()) {
          var entryPath = Places.join(path, entry.key());
          vocabulary
              .key(entryPath)
              .filter(note -> note.standing() == Standing.REMOVED)
              .ifPresent(n -> judge(entry.value(), entry.keyMark().line(), entryPath, n));
          judgeRemoved(entry.value(), entryPath);
        }
      }
      case Sequence sequence -> {
        var index = 0;
        for (var item : sequence.items()) {
          judgeRemoved(item, Places.item(path, index++));
        }
      }
      case Scalar scalar -> {
        var note = vocabulary.value(path, scalar.text());
        if (note.isPresent() && note.get().standing() == Standing.REMOVED) {
          judgeValue(scalar, path);
        }
      }
    }
  }

  private void judge(ConfigNode value, int line, String path, Note note) {
    switch (note.standing()) {
      case REMOVED -> problems.error(line, path, "this key was removed", note.hint());
      case NO_EFFECT -> {
        if (!value.isNull() && warned.add(Vocabulary.general(path))) {
          problems.warning(line, path, "has no effect", note.hint());
        }
      }
      case OPT_IN -> {
        if (!isOff(value) && (!(value instanceof Mapping mapping) || isOn(mapping))) {
          tell(line, path, "not supported yet", instead(note));
        }
      }
      case SECTION -> {
        if (value instanceof Mapping section) {
          var known = vocabulary.children(path);
          section.entries().forEach(e -> judge(e, Places.join(path, e.key()), known));
        } else if (!value.isNull()) {
          problems.error(line, path, value.written(), "a mapping");
        }
      }
      case UNSUPPORTED, KNOWN -> {
        if (!isOff(value)) {
          tell(line, path, "not supported yet", instead(note));
        }
      }
    }
  }

  private void tell(int line, String path, String value, String expectation) {
    problems.add(new Problem(lenience, problems.file(), line, path, value, expectation));
  }

  private static String parent(String path, ConfigNode.Entry entry) {
    var end = path.length() - entry.key().length() - 1;
    return end < 0 ? "" : path.substring(0, end);
  }

  private static String instead(Note note) {
    return note.hint().isEmpty() ? "no such key" : note.hint();
  }

  /** Whether a block asks for nothing: absent, empty, switched off, or made of such blocks. */
  private static boolean isOff(ConfigNode node) {
    return switch (node) {
      case Scalar scalar -> isOff(scalar);
      case Sequence sequence -> sequence.items().isEmpty();
      case Mapping mapping ->
          (mapping.value("enabled") instanceof Scalar s && isOff(s))
              || (mapping.value("mode") instanceof Scalar m && OFF_MODES.contains(m.text()))
              || mapping.entries().stream().allMatch(entry -> isOff(entry.value()));
    };
  }

  private static boolean isOff(Scalar scalar) {
    var word = scalar.text().strip();
    return scalar.isNull()
        || word.isEmpty()
        || word.equals("0")
        || Boolean.FALSE.equals(ScalarReader.truth(word));
  }

  private static boolean isOn(Mapping mapping) {
    return mapping.value("enabled") instanceof Scalar scalar && !isOff(scalar);
  }
}
