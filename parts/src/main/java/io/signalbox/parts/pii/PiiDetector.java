package io.signalbox.parts.pii;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import io.signalbox.infer.SignalEncoder;
import java.util.List;

/**
 * Finds personal data and secrets in a text, by rules and by the token head of the signal encoder.
 *
 * <p>Where both speak of the same stretch: a rule with proof beats the model; the model's word for
 * a type that rules can check counts little where no rule confirms it; two that agree are surer
 * than either; among equally sure ones the longer stands. A text that looks like JSON is read with
 * its escapes undone, and what is found is told by its place in the text as it came. Safe for use
 * by many threads at once.
 */
public final class PiiDetector {
  private final PiiRules rules = new PiiRules();
  private final Tags tags = new Tags(new Gazetteer());

  /** Whether rules alone tell all that can be told of a type. */
  public static boolean exact(PiiType type) {
    return type.validated();
  }

  /** What rules alone find. */
  public PiiDetection detect(String text) {
    var plain = PlainText.of(text);
    var entities = rules.find(plain.text());
    return new PiiDetection(mapped(plain, entities), Coverage.COMPLETE);
  }

  /**
   * What rules and the model find.
   *
   * @throws io.signalbox.chat.RouterException as {@link SignalEncoder#read} does; types that only
   *     the model knows cannot be told then
   */
  public PiiDetection detect(String text, SignalEncoder encoder, Deadline deadline) {
    var plain = PlainText.of(text);
    var insight = encoder.read(plain.text(), deadline);
    var page = rules.page(plain.text());
    var entities = Merge.settled(tags.join(page, rules.findings(page), insight.entities()));
    return new PiiDetection(mapped(plain, entities), insight.coverage());
  }

  private static List<Entity> mapped(PlainText plain, List<Entity> entities) {
    return plain.changed()
        ? entities.stream()
            .map(e -> new Entity(e.type(), plain.start(e.start()), plain.end(e.end()), e.score()))
            .toList()
        : entities;
  }
}
