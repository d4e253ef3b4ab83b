package io.signalbox.backends.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * An ONNX session over a graph with BERT's three inputs. A pass runs on the calling thread and
 * blocks it inside native code, so call it from an {@link InferencePool}. Safe for use by many
 * threads at once.
 *
 * <p>An int8 graph quantises activations over its whole input, so what it says of a window depends
 * on what that is batched with: every pass holds one window only, and equal windows give equal
 * answers.
 */
final class BertGraph implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Loads a graph that ships with this module.
   *
   * @param resource by its path on the class path
   */
  BertGraph(String resource) {
    try (var arena = Arena.ofConfined();
        var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      session = environment.createSession(ShippedFile.outsideHeap(resource, arena), options);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Gives outputs by their names; they live until the pass is over. */
  interface Outputs {
    float[] values(String name);
  }

  /**
   * Runs one framed window of tokens.
   *
   * @param types the token types, as many as ids
   * @param read takes what it needs from the outputs
   */
  <T> T run(long[] ids, long[] types, Function<Outputs, T> read) {
    var ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (var inputIds = OnnxTensor.createTensor(environment, new long[][] {ids});
        var mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        var typeIds = OnnxTensor.createTensor(environment, new long[][] {types});
        var result =
            session.run(
                Map.of("input_ids", inputIds, "attention_mask", mask, "token_type_ids", typeIds))) {
      return read.apply(name -> values(result, name));
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private static float[] values(OrtSession.Result result, String name) {
    var output =
        result
            .get(name)
            .orElseThrow(() -> new IllegalStateException(name + ": no output of the graph"));
    var buffer = ((OnnxTensor) output).getFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
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
