package io.signalbox.parts.signal;

import io.signalbox.catalog.Findings;
import io.signalbox.config.PrototypeScoring;
import java.util.List;

/** What can be wrong with texts that prompts are compared to. */
final class Candidates {
  private Candidates() {}

  /** Refuses a list without a text, and tells of one of which not all can count. */
  static void check(
      Record config,
      String component,
      List<String> texts,
      PrototypeScoring scoring,
      Findings findings) {
    if (texts.stream().allMatch(String::isBlank)) {
      findings.refuse(config, component, texts.toString(), "at least one text");
    }
    warn(config, component, texts, scoring, findings);
  }

  /** Tells of texts of which not all can count. */
  static void warn(
      Record config,
      String component,
      List<String> texts,
      PrototypeScoring scoring,
      Findings findings) {
    long count =
        texts.stream().map(String::strip).filter(text -> !text.isEmpty()).distinct().count();
    if (scoring.enabled() && count > scoring.maxPrototypes()) {
      findings.warn(
          config,
          component,
          "%d texts, of which at most %d count".formatted(count, scoring.maxPrototypes()),
          "prototype_scoring.max_prototypes: " + count);
    }
  }
}
