package io.signalbox.backends.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of all-MiniLM-L6-v2, int8, as their jar carries them. */
final class MiniLmModel {
  private static final String GRAPH = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private MiniLmModel() {}

  /** The ONNX graph. */
  static byte[] graph() {
    return read(GRAPH);
  }

  /** The vocabulary of the model's tokenizer file; its truncation and padding are left aside. */
  static WordPiece wordPiece() {
    JsonNode vocabulary = JsonMapper.shared().readTree(read(TOKENIZER)).path("model").path("vocab");
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().intValue()));
    return new WordPiece(ids);
  }

  static byte[] read(String resource) {
    try (InputStream in = MiniLmModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + ": not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
