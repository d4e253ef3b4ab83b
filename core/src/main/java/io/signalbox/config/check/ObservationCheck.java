package io.signalbox.config.check;

import io.signalbox.config.GlobalConfig;
import io.signalbox.config.RouterReplayConfig;
import io.signalbox.config.RouterReplayConfig.StoreBackend;
import io.signalbox.config.TracingConfig;
import io.signalbox.config.TracingConfig.ExporterType;
import io.signalbox.config.TracingConfig.SamplingType;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import java.util.regex.Pattern;

/** Checks what the document says of how calls are watched. */
final class ObservationCheck {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern ENDPOINT =
      Pattern.compile("(https?://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?/?");

  private final Places places;
  private final Problems problems;

  ObservationCheck(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  void run(GlobalConfig.Services services) {
    replay(services.routerReplay());
    tracing(services.observability().tracing());
  }

  private void replay(RouterReplayConfig replay) {
    var postgres = replay.postgres();
    if (replay.storeBackend() == StoreBackend.POSTGRES
        && !TABLE.matcher(postgres.tableName()).matches()) {
      problems.add(
          places.problem(
              postgres,
              "tableName",
              postgres.tableName(),
              "letters, digits and underscores, at most 63"));
    }
  }

  private void tracing(TracingConfig tracing) {
    var exporter = tracing.exporter();
    var endpoint = exporter.endpoint().strip();
    if (!endpoint.isEmpty() && !ENDPOINT.matcher(endpoint).matches()) {
      problems.add(
          places.problem(
              exporter, "endpoint", endpoint, "host:port, with http:// or https:// or without"));
    }
    var sampling = tracing.sampling();
    if (sampling.type() != SamplingType.PROBABILISTIC && sampling.rate() != 1) {
      problems.add(
          places.warning(
              sampling,
              "rate",
              Double.toString(sampling.rate()),
              "no effect; only type probabilistic has a rate"));
    }
    if (exporter.type() == ExporterType.STDOUT && !endpoint.isEmpty()) {
      problems.add(
          places.warning(exporter, "endpoint", endpoint, "no effect; spans go to standard output"));
    }
  }
}
