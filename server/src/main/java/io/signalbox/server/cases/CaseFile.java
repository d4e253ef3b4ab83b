package io.signalbox.server.cases;

import io.signalbox.config.Doc;
import io.signalbox.config.bind.Binder;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of routing tests. */
public record CaseFile(@Doc("The tests.") List<RoutingCase> cases) {
  /**
   * What became of a file.
   *
   * @param cases each with its line; empty when there are problems
   * @param problems what is wrong, by line
   */
  public record Read(List<Placed> cases, List<Problem> problems) {}

  /**
   * A test and where it stands.
   *
   * @param line counted from 1
   */
  public record Placed(RoutingCase routingCase, int line) {}

  /** Reads a file; all that is wrong is told together. */
  public static Read read(Path file) {
    var problems = new Problems(file.toString());
    var places = new Places(file.toString());
    var bound = text(file, problems).flatMap(text -> bind(text, places, problems));
    if (bound.isEmpty() || problems.errors() > 0) {
      return new Read(List.of(), problems.sorted());
    }
    var cases = bound.get().cases();
    for (var one : cases) {
      check(one, places, problems);
    }
    if (cases.isEmpty()) {
      problems.error(1, "cases", "[]", "at least one case");
    }
    var placed = cases.stream().map(one -> new Placed(one, places.line(one, "expect"))).toList();
    return new Read(problems.errors() == 0 ? placed : List.of(), problems.sorted());
  }

  private static Optional<CaseFile> bind(String text, Places places, Problems problems) {
    var node = new YamlReader(problems).read(text);
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      if (problems.errors() == 0) {
        problems.error(1, "", "no mapping", "cases: and a list of tests");
      }
      return Optional.empty();
    }
    var binder = new Binder(problems, places, Vocabulary.none(), false);
    return Optional.ofNullable(binder.bind(mapping, CaseFile.class, ""));
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      problems.error(1, "", "no such file", "a file of routing tests");
    } catch (CharacterCodingException binary) {
      problems.error(1, "", "not UTF-8", "text in UTF-8");
    } catch (IOException unreadable) {
      problems.error(1, "", "cannot be read: " + unreadable.getClass().getSimpleName(), "a file");
    }
    return Optional.empty();
  }

  private static void check(RoutingCase one, Places places, Problems problems) {
    int asked = said(one.prompt()) + said(one.messages()) + said(one.request());
    if (asked != 1) {
      problems.add(
          places.problem(
              one, "prompt", asked + " of prompt, messages, request", "exactly one of them"));
    }
    if (one.request() != null && one.model() != null) {
      problems.add(places.problem(one, "model", one.model(), "the model in the request"));
    }
  }

  private static int said(@Nullable Object value) {
    return value == null ? 0 : 1;
  }
}
