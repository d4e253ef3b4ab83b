package io.signalbox.server;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.Document;
import io.signalbox.config.GlobalConfig.ManagementApi;
import io.signalbox.config.load.Loaded;
import io.signalbox.engine.Router;
import io.signalbox.server.admin.AdminApi;
import io.signalbox.server.admin.ModelFact;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.StartupStatus;
import io.signalbox.server.admin.config.Activation;
import io.signalbox.server.admin.config.ConfigOperations;
import io.signalbox.server.admin.config.Trial;
import io.signalbox.server.observe.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the management API is made of.
 *
 * @param loaded what the process starts with
 * @param trial judges what is to be written
 */
record ManagementSetup(
    Assembly.Options options,
    Catalog catalog,
    StartupStatus status,
    Activation activation,
    Loaded loaded,
    Document document,
    Trial trial) {

  /** How long a change of the configuration is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where it listens, and who may use it. */
  ManagementBind bind() {
    return bind(document, options);
  }

  private static ManagementBind bind(Document document, Assembly.Options options) {
    var settings = document.global().services().managementApi();
    return ManagementBind.of(settings, options.api(), options.portOffset());
  }

  /**
   * Refuses to let in whoever is not meant to be.
   *
   * @throws ConfigRefusedException when the API would listen where it must not
   */
  static void refuseExposure(Loaded loaded, Document document, Assembly.Options options) {
    if (options.api().port() < 0) {
      return;
    }
    var settings = document.global().services().managementApi();
    var bind = bind(document, options);
    var refusal = bind.refusal(loaded.environment());
    if (refusal.isPresent()) {
      throw refused(loaded, settings, "bindAddress", refusal.get(), ManagementApi.EXPECTATION);
    }
    if (bind.port() == options.extProc().port() || bind.port() == options.metricsPort()) {
      var taken = bind.port() + " is that of ExtProc or metrics";
      throw refused(loaded, settings, "port", taken, "a port of its own");
    }
  }

  private static ConfigRefusedException refused(
      Loaded loaded, ManagementApi settings, String component, String value, String expectation) {
    var problem = loaded.places().problem(settings, component, value, expectation);
    return new ConfigRefusedException(List.of(problem));
  }

  AdminApi.Parts parts(
      Supplier<Optional<Router>> router, Supplier<List<ModelFact>> models, List<Operation> more) {
    var operations = new ArrayList<>(operations());
    operations.addAll(more);
    return new AdminApi.Parts(
        router,
        catalog,
        status,
        models,
        Clock.systemUTC(),
        new AdminApi.Guard(bind().access(loaded.environment()), new AuditLog()),
        operations);
  }

  private List<Operation> operations() {
    return ConfigOperations.of(
        new ConfigOperations.Parts(
            options.config(),
            loaded.directory(),
            catalog,
            trial,
            activation,
            document,
            status::ready,
            Clock.systemUTC()),
        PATIENCE);
  }
}
