package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import java.time.Duration;

/** The loaded model that the tests of this package share. */
final class Models {
  static final MiniLmEncoder ENCODER = new MiniLmEncoder();
  static final InferencePool POOL = new InferencePool();
  static final DomainClassifier DOMAINS = new DomainClassifier(ENCODER, POOL);

  private Models() {}

  static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(2));
  }
}
