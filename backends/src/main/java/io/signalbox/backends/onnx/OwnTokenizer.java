package io.signalbox.backends.onnx;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the {@code tokenizer.json} of a user's model, as the tokenizers library writes it. */
final class OwnTokenizer {
  private static final long MOST_BYTES = 64 << 20;

  private OwnTokenizer() {}

  /**
   * The tokenizer of a file.
   *
   * @throws RouterException when it is none, or one that splits otherwise than an uncased WordPiece
   */
  static WordPiece read(Path file) {
    JsonNode root;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unusable("longer than 64 MiB");
      }
      root = JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw unusable("cannot be read");
    } catch (JacksonException e) {
      throw unusable("not JSON");
    }
    var model = root.path("model");
    var type = model.path("type").asString("none");
    if (!type.equals("WordPiece")) {
      throw unusable("its model is " + shown(type) + " (expected: WordPiece)");
    }
    var prefix = model.path("continuing_subword_prefix").asString("##");
    if (!prefix.equals("##")) {
      throw unusable("its pieces go on with " + shown(prefix) + " (expected: ##)");
    }
    normalizer(root.path("normalizer"));
    return new WordPiece(vocabulary(model.path("vocab")));
  }

  private static void normalizer(JsonNode normalizer) {
    var type = normalizer.path("type").asString("none");
    boolean uncased =
        type.equals("BertNormalizer") && normalizer.path("lowercase").booleanValue(false);
    if (!uncased || !normalizer.path("strip_accents").booleanValue(true)) {
      throw unusable(
          "its normalizer keeps case or accents (expected: BertNormalizer with lowercase: true)");
    }
  }

  private static Map<String, Integer> vocabulary(JsonNode json) {
    Map<String, Integer> vocabulary = new HashMap<>();
    for (var entry : json.properties()) {
      if (!entry.getValue().isInt()) {
        throw unusable("its vocabulary has pieces without number");
      }
      vocabulary.put(entry.getKey(), entry.getValue().intValue());
    }
    for (var piece : new String[] {"[UNK]", "[CLS]", "[SEP]"}) {
      if (!vocabulary.containsKey(piece)) {
        throw unusable("its vocabulary has no " + piece);
      }
    }
    var ids = vocabulary.values();
    int size = vocabulary.size();
    if (ids.stream().distinct().count() < size || ids.stream().anyMatch(i -> i < 0 || i >= size)) {
      throw unusable("its pieces are not numbered from 0 without gaps");
    }
    return vocabulary;
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) : text;
  }

  private static RouterException unusable(String why) {
    return new RouterException(Fault.INTERNAL, "tokenizer.json: " + why);
  }
}
