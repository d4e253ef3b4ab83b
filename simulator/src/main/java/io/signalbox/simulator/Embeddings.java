package io.signalbox.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers embedding calls: the same unit vector for the same seed, model and text. */
final class Embeddings {
  private static final int DIMENSIONS = 384;
  private static final int MAX_DIMENSIONS = 4096;
  private static final int MAX_INPUTS = 2048;

  private final ModelCatalog catalog;
  private final long seed;

  Embeddings(ModelCatalog catalog, long seed) {
    this.catalog = catalog;
    this.seed = seed;
  }

  ObjectNode answer(ObjectNode body) {
    String requested = Fields.text(body, "model");
    String model = catalog.servedName(requested == null ? "" : requested);
    List<Prompt> inputs = Prompts.read(body, "input", MAX_INPUTS);
    Long wanted = Fields.number(body, "dimensions");
    if (wanted != null && (wanted < 1 || wanted > MAX_DIMENSIONS)) {
      throw Fields.wrong("dimensions", "1 to " + MAX_DIMENSIONS);
    }
    int dimensions = wanted == null ? DIMENSIONS : wanted.intValue();
    boolean packed = "base64".equals(Fields.text(body, "encoding_format"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
      float[] vector = vector(model, inputs.get(i), dimensions);
      if (packed) {
        item.put("embedding", packed(vector));
      } else {
        ArrayNode numbers = item.putArray("embedding");
        for (float number : vector) {
          numbers.add(number);
        }
      }
    }
    int tokens = inputs.stream().mapToInt(Prompt::tokens).sum();
    answer.put("model", model);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }

  private float[] vector(String model, Prompt input, int dimensions) {
    SplittableRandom random =
        new SplittableRandom(31 * (31 * seed + model.hashCode()) + input.digest());
    float[] vector = new float[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  /** Little-endian floats in base64, as OpenAI's clients ask for them. */
  private static String packed(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
