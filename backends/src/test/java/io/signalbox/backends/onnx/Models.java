package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.config.ReadingConfig;
import java.time.Duration;

/** The loaded models that the tests of this package share. */
final class Models {
  static final WordPiece WORD_PIECE = WordPiece.bundled();
  static final MiniLmEncoder ENCODER = new MiniLmEncoder(WORD_PIECE);
  static final SignalModel SIGNALS = new SignalModel(WORD_PIECE);
  static final InferencePool POOL = new InferencePool();

  private Models() {}

  static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(2));
  }

  static Deadline late() {
    return new Deadline(System.nanoTime() - 1);
  }

  /** A budget of so many tokens and as much time as it takes. */
  static ReadingConfig budget(int maxTokens) {
    return new ReadingConfig(maxTokens, Duration.ofMinutes(2), ReadingConfig.Beyond.MATCH);
  }

  static OnnxSignalEncoder encoder(int maxTokens) {
    return new OnnxSignalEncoder(SIGNALS, POOL, budget(maxTokens));
  }
}
