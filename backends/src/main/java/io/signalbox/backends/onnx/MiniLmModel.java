package io.signalbox.backends.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of all-MiniLM-L6-v2, int8, as their jar carries them. */
final class MiniLmModel {
  /** The ONNX graph. */
  static final String GRAPH = "/all-minilm-l6-v2-q.onnx";

  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private MiniLmModel() {}

  /** The vocabulary of the model's tokenizer file; its truncation and padding are left aside. */
  static WordPiece wordPiece() {
    var file = JsonMapper.shared().readTree(ShippedFile.read(TOKENIZER));
    JsonNode vocabulary = file.path("model").path("vocab");
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().intValue()));
    return new WordPiece(ids);
  }
}
