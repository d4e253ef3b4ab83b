package io.signalbox.backends.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * One ONNX session of all-MiniLM-L6-v2 int8. A pass runs on the calling thread and blocks it inside
 * native code, so call it from an {@link InferencePool}. Safe for use by many threads at once.
 *
 * <p>The graph quantises activations over its whole input, so a vector depends on what it is
 * batched with: every pass holds one window only, and equal windows give equal vectors.
 */
public final class MiniLmEncoder implements AutoCloseable {
  /** The width of the model. */
  public static final int WIDTH = 384;

  private final WordPiece wordPiece;
  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Loads the model from the class path; takes about a tenth of a second. */
  public MiniLmEncoder() {
    wordPiece = MiniLmModel.wordPiece();
    environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      session = environment.createSession(MiniLmModel.graph(), options);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** The tokenizer of this model. */
  public WordPiece wordPiece() {
    return wordPiece;
  }

  /** Runs one window of tokens through the model. */
  public TokenStates encode(int[] ids, Window window) {
    int length = window.to() - window.from() + 2;
    var framed = new long[1][length];
    framed[0][0] = wordPiece.start();
    for (int i = window.from(); i < window.to(); i++) {
      framed[0][i - window.from() + 1] = ids[i];
    }
    framed[0][length - 1] = wordPiece.end();
    var ones = new long[1][length];
    Arrays.fill(ones[0], 1);
    try (var inputIds = OnnxTensor.createTensor(environment, framed);
        var mask = OnnxTensor.createTensor(environment, ones);
        var types = OnnxTensor.createTensor(environment, new long[1][length]);
        var result =
            session.run(
                Map.of("input_ids", inputIds, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var values = new float[length * WIDTH];
      states.get(values);
      return new TokenStates(values, length);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Runs the model a few times, so that the first caller does not pay for it. */
  public void warmUp() {
    var ids = wordPiece.ids("The quick brown fox jumps over the lazy dog.");
    for (int i = 0; i < 3; i++) {
      encode(ids, new Window(0, ids.length));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static RouterException failure(OrtException e) {
    var failure = new RouterException(Fault.INTERNAL, "onnxruntime: " + e.getCode());
    failure.initCause(e);
    return failure;
  }
}
