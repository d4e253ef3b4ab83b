package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.bind.Binder;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.signal.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Signals for tests, made of YAML as the document would hold it. */
final class ExampleSignals {
  private ExampleSignals() {}

  /** The signals of a list. */
  static <C extends Record> List<Signal> of(SignalPart<C> part, String entries, Findings findings) {
    return of(part, entries, "{}", Path.of(""), findings);
  }

  /** The signals of a list, with settings of the whole router and no model. */
  static <C extends Record> List<Signal> of(
      SignalPart<C> part, String entries, String global, Path directory, Findings findings) {
    return of(part, entries, global, directory, ExampleDocument.none(), findings);
  }

  /** The signals of a list, with settings of the whole router. */
  static <C extends Record> List<Signal> of(
      SignalPart<C> part,
      String entries,
      String global,
      Path directory,
      Ports ports,
      Findings findings) {
    var text =
        "version: v0.3\nglobal: %s\nrouting:\n  signals:\n    %s:\n%s"
            .formatted(global, part.listKey(), entries.indent(4));
    var loaded = ConfigLoader.load("example", text, Map.of(), false);
    if (!loaded.problems().isEmpty()) {
      throw new AssertionError(loaded.problems().stream().map(Problem::text).toList());
    }
    var document = Objects.requireNonNull(loaded.document());
    var problems = new Problems("example");
    var binder = new Binder(problems, new Places("example"), Vocabulary.standard(), false);
    var configs = new ArrayList<C>();
    for (var entry : Objects.requireNonNull(document.routing().signals().get(part.listKey()))) {
      var config = binder.bind(entry, part.config(), "example");
      if (config == null) {
        throw new AssertionError(problems.sorted().stream().map(Problem::text).toList());
      }
      configs.add(config);
    }
    var setting = new Setting(document.global(), directory, null, ports);
    return part.factory().build(configs, setting, findings);
  }
}
