package io.signalbox.infer;

import io.signalbox.chat.Deadline;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A signal encoder whose heads are classifiers; a head without one finds its first label. */
public final class FakeEncoder implements SignalEncoder {
  private final Map<Head, Classifier> heads = new EnumMap<>(Head.class);
  private Function<String, List<Entity>> tagger = text -> List.of();

  /** One whose topics a classifier tells. */
  public static FakeEncoder of(Classifier topics) {
    return new FakeEncoder().with(Head.DOMAIN, topics);
  }

  /** The same with another classifier for a head. */
  public FakeEncoder with(Head head, Classifier classifier) {
    heads.put(head, classifier);
    return this;
  }

  /** The same with another token head. */
  public FakeEncoder tagging(Function<String, List<Entity>> entities) {
    tagger = entities;
    return this;
  }

  @Override
  public Insight read(String text, Deadline deadline) {
    var words = new EnumMap<Head, Classification>(Head.class);
    for (var head : Head.values()) {
      var classifier = heads.get(head);
      words.put(
          head,
          classifier == null
              ? new Classification(Map.of(head.labels().getFirst(), 1.0))
              : classifier.classify(text, deadline));
    }
    return new Insight(words, tagger.apply(text), Coverage.COMPLETE);
  }
}
