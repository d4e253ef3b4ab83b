package io.signalbox.server.reload;

import io.signalbox.config.Document;
import io.signalbox.config.load.FixedAtStart;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.Router;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings a changed document into effect. A document that cannot be used changes nothing: the
 * generation before serves on, and the listeners are told. Calls that began with a generation end
 * with it.
 */
public final class Reloader {
  private final Supplier<Loaded> load;
  private final Function<Loaded, Compiled> compile;
  private final Router router;
  private final List<ConfigEvents> listeners;
  private final Document atStart;
  private final ReentrantLock lock = new ReentrantLock();
  private long generation = 1;

  private Reloader(
      Supplier<Loaded> load,
      Function<Loaded, Compiled> compile,
      Router router,
      Document atStart,
      List<ConfigEvents> listeners) {
    this.load = load;
    this.compile = compile;
    this.router = router;
    this.atStart = atStart;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Takes over a router and tells the listeners of its first generation.
   *
   * @param load reads the document anew
   * @param compile makes something that serves of it
   * @param router what serves
   * @param first what the router's generation was made of, without errors
   * @param listeners told of every generation and of every refusal
   */
  public static Reloader start(
      Supplier<Loaded> load,
      Function<Loaded, Compiled> compile,
      Router router,
      Loaded first,
      List<ConfigEvents> listeners) {
    var atStart = Objects.requireNonNull(first.document(), "the first document has errors");
    var reloader = new Reloader(load, compile, router, atStart, listeners);
    reloader.tell(listener -> listener.activated(1, router.current(), first.problems()));
    return reloader;
  }

  /** Loads the document and lets new calls begin with it; false when it is refused. */
  public boolean reload() {
    lock.lock();
    try {
      return loadAndReplace();
    } finally {
      lock.unlock();
    }
  }

  private boolean loadAndReplace() {
    Loaded loaded;
    Compiled compiled;
    try {
      loaded = load.get();
      compiled = compile.apply(loaded);
    } catch (RuntimeException broken) {
      // Whatever keeps a document from being used must not keep the old one from serving.
      refuse(List.of(defect(broken)));
      return false;
    }
    var recipes = compiled.recipes();
    if (recipes == null) {
      refuse(compiled.problems());
      return false;
    }
    router.replace(recipes);
    generation++;
    tell(listener -> listener.activated(generation, recipes, compiled.problems()));
    var document = loaded.document();
    var paths = document == null ? List.<String>of() : FixedAtStart.differences(atStart, document);
    if (!paths.isEmpty()) {
      tell(listener -> listener.restartNeeded(paths));
    }
    return true;
  }

  private void refuse(List<Problem> problems) {
    tell(listener -> listener.refused(problems));
  }

  private void tell(Consumer<ConfigEvents> event) {
    for (var listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException broken) {
        System.getLogger(Reloader.class.getName())
            .log(System.Logger.Level.WARNING, "listener failed: " + broken.getClass().getName());
      }
    }
  }

  /** The class alone: what a defect says may quote the document. */
  private static Problem defect(RuntimeException broken) {
    return new Problem(
        Problem.Severity.ERROR, "configuration", 1, "", broken.getClass().getName(), "no defect");
  }
}
