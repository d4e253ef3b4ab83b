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

  /** How many bytes the graph has. */
  static long graphBytes() {
    return bytes(GRAPH);
  }

  /** How many bytes a resource has, without reading it. */
  static long bytes(String resource) {
    try {
      var url = MiniLmModel.class.getResource(resource);
      if (url == null) {
        throw absent(resource);
      }
      var connection = url.openConnection();
      connection.setUseCaches(false);
      try (InputStream _ = connection.getInputStream()) {
        return connection.getContentLengthLong();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(String resource) {
    try (InputStream in = MiniLmModel.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw absent(resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException absent(String resource) {
    return new IllegalStateException(resource + ": not on the class path");
  }
}
