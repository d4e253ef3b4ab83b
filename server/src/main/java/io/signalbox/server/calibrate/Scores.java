package io.signalbox.server.calibrate;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.ChatRequest;
import io.signalbox.server.DryRouter;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What signals measured, prompt by prompt. */
public final class Scores {
  private final Map<SignalName, Measured> bySignal = new LinkedHashMap<>();
  private final List<String> wanted;

  /**
   * @param wanted signals as {@code type:name}; empty for those that guard and that a decision uses
   */
  public Scores(List<String> wanted) {
    this.wanted = List.copyOf(wanted);
  }

  /**
   * What one signal measured.
   *
   * @param harmless of harmless prompts
   * @param harmful of prompts that should be caught
   */
  public record Measured(List<Double> harmless, List<Double> harmful) {
    Measured() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * Lets every signal read prompts.
   *
   * @param harmless whether they are, or should be caught
   * @return how many could not be read by every signal
   */
  public int read(DryRouter router, List<ChatRequest> prompts, boolean harmless) {
    int failed = 0;
    for (var prompt : prompts) {
      var readings = Evaluation.of(router.router(), prompt).readings();
      failed += readings.failures().isEmpty() ? 0 : 1;
      readings
          .values()
          .forEach((name, value) -> {
            if (counts(name, router.catalog(), readings.facts().containsKey(name))) {
              var of = bySignal.computeIfAbsent(name, none -> new Measured());
              (harmless ? of.harmless : of.harmful).add(value);
            }
          });
    }
    return failed;
  }

  private boolean counts(SignalName name, Catalog catalog, boolean used) {
    if (!wanted.isEmpty()) {
      return wanted.contains(name.toString());
    }
    return used && catalog.signalByLeaf(name.type()).filter(SignalPart::safety).isPresent();
  }

  /** What was measured, in the order in which it was first. */
  public Map<SignalName, Measured> bySignal() {
    return bySignal;
  }
}
