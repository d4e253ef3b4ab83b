package io.signalbox.backends.onnx;

import io.signalbox.infer.Head;
import io.signalbox.infer.Softmax;
import java.util.EnumMap;

/**
 * The signal encoder's weights: one session whose every pass answers all heads about one window,
 * and n-grams that tell topics beside it. A pass blocks the calling thread inside native code, so
 * call it from an {@link InferencePool}. Safe for use by many threads at once.
 */
public final class SignalModel implements AutoCloseable {
  private static final String RESOURCE = "/io/signalbox/backends/onnx/signal-encoder.onnx";
  private static final String TOKENS = "pii";
  private static final int WARM_UPS = 3;

  private final WordPiece wordPiece;
  private final EncoderSpec spec;
  private final BertGraph graph;
  private final TopicGrams topics;

  /**
   * Loads what ships with this module; takes about a tenth of a second.
   *
   * @param wordPiece the tokenizer with the vocabulary of all-MiniLM-L6-v2
   */
  public SignalModel(WordPiece wordPiece) {
    this.wordPiece = wordPiece;
    spec = EncoderSpec.bundled();
    graph = new BertGraph(RESOURCE);
    topics = TopicGrams.bundled();
  }

  /** How many bytes the weights have on disk. */
  public static long sizeBytes() {
    return ShippedFile.sizeBytes(RESOURCE);
  }

  /** What the weights can tell. */
  public EncoderSpec spec() {
    return spec;
  }

  WordPiece wordPiece() {
    return wordPiece;
  }

  /** What tells topics beside the graph. */
  TopicGrams topics() {
    return topics;
  }

  /** Runs one window through all heads. */
  WindowReading read(Pieces pieces, Window window) {
    int length = window.size() + 2;
    var ids = new long[length];
    var cases = new long[length];
    ids[0] = wordPiece.start();
    for (int i = 0; i < window.size(); i++) {
      ids[i + 1] = pieces.id(window.from() + i);
      cases[i + 1] = pieces.caseOf(window.from() + i);
    }
    ids[length - 1] = wordPiece.end();
    return graph.run(ids, cases, outputs -> reading(window, outputs));
  }

  private WindowReading reading(Window window, BertGraph.Outputs outputs) {
    var words = new EnumMap<Head, double[]>(Head.class);
    for (var head : Head.values()) {
      double temperature = spec.temperatures().getOrDefault(head, 1.0);
      int labels = head.labels().size();
      words.put(head, Softmax.of(outputs.values(head.key()), 0, labels, temperature));
    }
    var tags =
        new TokenTags(
            outputs.values(TOKENS), window.size(), spec.types().size(), spec.tokenTemperature());
    return new WindowReading(window, words, tags);
  }

  /** Runs windows of several lengths, so that the first caller does not pay for it. */
  public void warmUp() {
    var pieces = wordPiece.pieces("The quick brown fox jumps over the lazy dog. ".repeat(20));
    for (int length : new int[] {8, 32, Window.TOKENS}) {
      for (int i = 0; i < WARM_UPS; i++) {
        WindowReading _ = read(pieces, new Window(0, length));
      }
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
