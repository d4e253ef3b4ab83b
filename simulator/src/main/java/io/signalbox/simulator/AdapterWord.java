package io.signalbox.simulator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** Reads one word after {@code --lora-modules}: a JSON object or {@code name=path}. */
final class AdapterWord implements ITypeConverter<Adapter> {
  @Override
  public Adapter convert(String word) {
    try {
      return word.stripLeading().startsWith("{") ? fromJson(word) : fromPair(word);
    } catch (IllegalArgumentException | Refusal e) {
      throw new TypeConversionException(
          "%s: %s (expected: name=path or a JSON object with a name)"
              .formatted(word, e.getMessage()));
    }
  }

  private static Adapter fromJson(String word) {
    ObjectNode module = Json.object(word);
    String name = Fields.text(module, "name");
    return new Adapter(
        name == null ? "" : name,
        Fields.text(module, "path"),
        Fields.text(module, "base_model_name"));
  }

  private static Adapter fromPair(String word) {
    int equals = word.indexOf('=');
    if (equals <= 0 || equals == word.length() - 1) {
      throw new IllegalArgumentException("not name=path");
    }
    return new Adapter(word.substring(0, equals), word.substring(equals + 1), null);
  }
}
