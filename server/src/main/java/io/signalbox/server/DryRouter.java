package io.signalbox.server;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.Ports;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.store.CacheStore;
import io.signalbox.store.CallRecorder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A router without doors: it decides as a served one does, and whoever asks plays the backend. */
public final class DryRouter implements AutoCloseable {
  private final Catalog catalog;
  private final Models models = new Models();
  private final Router router;

  private DryRouter(
      Catalog catalog,
      Path config,
      Map<String, String> environment,
      boolean lenient,
      RouterEvents events,
      UnaryOperator<Ports> lending) {
    this.catalog = catalog;
    var loaded = ConfigLoader.load(config, environment, lenient);
    var ports = lending.apply(models.ports(() -> CallRecorder.NONE, loaded));
    var compiled = new RecipeCompiler(catalog, ports, events, lenient).compile(loaded);
    var recipes = compiled.recipes();
    if (recipes == null) {
      throw new ConfigRefusedException(compiled.problems());
    }
    this.router = new Router(recipes, events);
  }

  /**
   * Compiles a document; models that it uses are loaded.
   *
   * @param environment the variables that the document may refer to
   * @param lenient whether what is not supported is warned about and left out
   * @param events told what calls do
   * @throws ConfigRefusedException with everything that is wrong
   */
  public static DryRouter of(
      Path config, Map<String, String> environment, boolean lenient, RouterEvents events) {
    return new DryRouter(
        StandardParts.catalog(), config, environment, lenient, events, UnaryOperator.identity());
  }

  /**
   * Compiles a document whose answers are kept in a store of one's own, wherever it says.
   *
   * @throws ConfigRefusedException with everything that is wrong
   */
  public static DryRouter keeping(
      Catalog catalog,
      Path config,
      Map<String, String> environment,
      boolean lenient,
      RouterEvents events,
      CacheStore store) {
    return new DryRouter(
        catalog, config, environment, lenient, events, ports -> new PortsWithAnswers(ports, store));
  }

  public Router router() {
    return router;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** A model whose name leaves the choice to the router. */
  public String autoName() {
    var names = router.current().fleet().names();
    return names.isEmpty() ? "auto" : names.getFirst();
  }

  @Override
  public void close() {
    models.close();
  }
}
