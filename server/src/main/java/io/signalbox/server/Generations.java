package io.signalbox.server;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.CheckingPorts.Need;
import io.signalbox.catalog.Ports;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.admin.config.Trial;
import io.signalbox.store.CallRecorder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes generations of the configuration: reads a document from where it comes, tells what is wrong
 * with it, and compiles what serves. The start, each reload and each trial of the management API go
 * through here.
 *
 * @param options where the document comes from, and how it is read
 * @param models asked for by what is compiled
 */
record Generations(Assembly.Options options, Catalog catalog, Models models) {
  /** The document that is to serve by now. */
  Loaded load() {
    return options
        .source()
        .load(
            moved(overlay ->
                ConfigLoader.load(
                    options.config(), options.environment(), options.lenient(), overlay)),
            this::problems);
  }

  /** What a start or a reload would make of a text; nothing comes of it. */
  Trial.Outcome trial(String yaml) {
    var name = options.config().toString();
    var read =
        options
            .source()
            .trial(
                moved(overlay ->
                    ConfigLoader.load(
                        name, yaml, options.environment(), options.lenient(), overlay)),
                this::problems);
    var compiled = compile(read);
    return new Trial.Outcome(read.document(), compiled.recipes() != null, compiled.problems());
  }

  private Function<Overlay, Loaded> moved(Function<Overlay, Loaded> reading) {
    return reading.andThen(new PortOffset(options.portOffset())::apply);
  }

  private List<Problem> problems(Loaded loaded) {
    return check(loaded, _ -> {}).problems();
  }

  /**
   * Tells all that is wrong with a document; no model is loaded for it.
   *
   * @param need told of the models that it would need
   */
  Compiled check(Loaded loaded, Consumer<Need> need) {
    return compile(loaded, Models.checking(need), RouterEvents.NONE);
  }

  /** Makes something that nobody hears of, and that records nothing. */
  Compiled compile(Loaded loaded) {
    return compile(loaded, RouterEvents.NONE, () -> CallRecorder.NONE);
  }

  /** Makes something that serves; models that it uses are loaded. */
  Compiled compile(Loaded loaded, RouterEvents events, Supplier<CallRecorder> recorder) {
    return compile(loaded, models.ports(recorder, loaded), events);
  }

  private Compiled compile(Loaded loaded, Ports ports, RouterEvents events) {
    return new RecipeCompiler(catalog, ports, events, options.lenient()).compile(loaded);
  }

  /**
   * What was compiled.
   *
   * @throws ConfigRefusedException when nothing was
   */
  static Recipes recipes(Compiled compiled) {
    var recipes = compiled.recipes();
    if (recipes == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    return recipes;
  }
}
