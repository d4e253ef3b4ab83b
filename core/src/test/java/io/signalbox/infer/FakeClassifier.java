package io.signalbox.infer;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A classifier that gives the answer it was made with, and remembers what it was asked. */
public final class FakeClassifier implements Classifier {
  private final @Nullable Classification answer;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private FakeClassifier(@Nullable Classification answer) {
    this.answer = answer;
  }

  /** Always as sure of this label; the rest goes to a label of no meaning. */
  public static FakeClassifier sureOf(String label, double probability) {
    return new FakeClassifier(
        new Classification(
            probability < 1
                ? Map.of(label, probability, "rest", Math.min(1 - probability, probability / 2))
                : Map.of(label, probability)));
  }

  /** Always overloaded. */
  public static FakeClassifier overloaded() {
    return new FakeClassifier(null);
  }

  @Override
  public Classification classify(String text, Deadline deadline) {
    asked.add(text);
    if (answer == null) {
      throw new RouterException(Fault.OVERLOADED, "the queue of the classifier is full");
    }
    return answer;
  }

  /** The texts it was asked about. */
  public List<String> asked() {
    return List.copyOf(asked);
  }
}
