package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.PairJudge;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fine-tuned all-MiniLM-L6-v2 that reads two questions in one pass and tells whether they have
 * the same answer. It reads them in both orders, so that the order does not matter; what does not
 * fit a window is cut, the longer question first. Safe for use by many threads at once.
 */
public final class PairModel implements PairJudge, AutoCloseable {
  private static final String FOLDER = "/io/signalbox/backends/onnx/";
  private static final String GRAPH = FOLDER + "pair-encoder.onnx";
  private static final String FACTS = FOLDER + "pair-encoder.json";
  private static final int DIFFERENT = 0;
  private static final int SAME = 1;

  /** The most pieces of both questions together: a window less the separator between them. */
  private static final int ROOM = Window.TOKENS - 1;

  private final WordPiece wordPiece;
  private final InferencePool pool;
  private final BertGraph graph;
  private final double temperature;

  /**
   * Loads what ships with this module.
   *
   * @param wordPiece the tokenizer with the vocabulary of all-MiniLM-L6-v2
   */
  public PairModel(WordPiece wordPiece, InferencePool pool) {
    this.wordPiece = wordPiece;
    this.pool = pool;
    graph = new BertGraph(GRAPH);
    var facts = new String(ShippedFile.read(FACTS), StandardCharsets.UTF_8);
    temperature = JsonMapper.shared().readTree(facts).path("temperature").asDouble();
  }

  /** How many bytes the weights have on disk. */
  public static long sizeBytes() {
    return ShippedFile.sizeBytes(GRAPH);
  }

  @Override
  public double same(String a, String b, Deadline deadline) {
    return pool.run(() -> chance(wordPiece.pieces(a), wordPiece.pieces(b)), deadline);
  }

  /** Reads a pair, so that the first caller does not pay for it. */
  public void warmUp() {
    var pieces = wordPiece.pieces("The quick brown fox jumps over the lazy dog.");
    double _ = chance(pieces, pieces);
  }

  private double chance(Pieces a, Pieces b) {
    double logit = (lead(a, b) + lead(b, a)) / 2;
    return 1 / (1 + Math.exp(-logit / temperature));
  }

  /** How far the logit of the same answer is ahead. */
  private double lead(Pieces first, Pieces second) {
    int left = shareOf(first.size(), second.size());
    int right = Math.min(second.size(), ROOM - left);
    var ids = new long[left + right + 3];
    var cases = new long[ids.length];
    ids[0] = wordPiece.start();
    fill(first, left, ids, cases, 1);
    ids[left + 1] = wordPiece.end();
    fill(second, right, ids, cases, left + 2);
    ids[ids.length - 1] = wordPiece.end();
    return graph.run(
        ids,
        cases,
        outputs -> {
          var logits = outputs.values("pair");
          return (double) logits[SAME] - logits[DIFFERENT];
        });
  }

  /**
   * How many pieces the first question keeps; must agree with {@code pair_pieces} of the training.
   */
  static int shareOf(int first, int second) {
    int half = ROOM / 2;
    if (first + second <= ROOM || first <= half) {
      return first;
    }
    return second <= half ? ROOM - second : ROOM - half;
  }

  private static void fill(Pieces pieces, int count, long[] ids, long[] cases, int at) {
    for (int i = 0; i < count; i++) {
      ids[at + i] = pieces.id(i);
      cases[at + i] = pieces.caseOf(i);
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
