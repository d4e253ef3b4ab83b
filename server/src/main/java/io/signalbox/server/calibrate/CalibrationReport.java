package io.signalbox.server.calibrate;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.server.calibrate.Scores.Measured;
import io.signalbox.signal.SignalName;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Tells people which thresholds keep a promise, and what else there is to choose from. */
public final class CalibrationReport {
  private final Promise promise;
  private final StringBuilder text = new StringBuilder();

  /** Thresholds by the list and the name of their signals in the configuration. */
  private final Map<String, Map<String, Double>> thresholds = new TreeMap<>();

  private boolean kept = true;

  /** Chooses a threshold for every signal that was measured. */
  public CalibrationReport(Scores scores, Catalog catalog, Promise promise) {
    this.promise = promise;
    scores.bySignal().forEach((name, measured) -> add(name, measured, catalog));
  }

  private void add(SignalName name, Measured measured, Catalog catalog) {
    var calibration =
        new Calibration(
            measured.harmless(), measured.harmful(), promise.rate(), promise.confidence());
    text.append(
        "%s: %d harmless prompts, %d attacks%n"
            .formatted(name, measured.harmless().size(), measured.harmful().size()));
    table(calibration);
    var threshold = calibration.threshold();
    if (threshold == null) {
      kept = false;
      text.append(
          "  no threshold is shown to keep %s at %s confidence (expected: at least %d harmless"
                  .formatted(promise.rateText(), promise.confidenceText(), promise.prompts())
              + " prompts, of which none scores 1)%n".formatted());
    } else {
      var list = catalog.signalByLeaf(name.type()).map(SignalPart::listKey).orElse(name.type());
      thresholds.computeIfAbsent(list, none -> new TreeMap<>()).put(name.name(), threshold);
    }
    text.append("%n".formatted());
  }

  private void table(Calibration calibration) {
    text.append(
        "  threshold  false alarms      rate  at most (%s)    caught  at least%n"
            .formatted(promise.confidenceText()));
    for (var point : calibration.tradeOff()) {
      var marked = Double.valueOf(point.threshold()).equals(calibration.threshold());
      text.append(
          String.format(
              Locale.ROOT,
              "%s %9.4f  %12d  %8s  %13s  %8s  %8s%n",
              marked ? "*" : " ",
              point.threshold(),
              point.alarms(),
              Promise.percent(point.rate()),
              Promise.percent(point.atMost()),
              point.caught() == null ? "-" : Promise.percent(point.caught()),
              point.caughtAtLeast() == null ? "-" : Promise.percent(point.caughtAtLeast())));
    }
  }

  /** Whether every signal has a threshold that keeps the promise. */
  public boolean kept() {
    return kept;
  }

  /** What each threshold means, signal by signal. */
  public String text() {
    return text.toString();
  }

  /** The lines for the configuration; empty when no threshold keeps the promise. */
  public String lines() {
    if (thresholds.isEmpty()) {
      return "";
    }
    var lines =
        new StringBuilder(
            "# at most %s false alarms, %s confidence%nrouting:%n  signals:%n"
                .formatted(promise.rateText(), promise.confidenceText()));
    thresholds.forEach((list, byName) -> {
      lines.append("    %s:%n".formatted(list));
      byName.forEach((name, value) ->
          lines.append(
              String.format(
                  Locale.ROOT,
                  "    - name: %s%n      threshold: %.4f%n",
                  JsonMapper.shared().writeValueAsString(name),
                  value)));
    });
    return lines.toString();
  }
}
