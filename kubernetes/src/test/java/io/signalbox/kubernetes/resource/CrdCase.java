package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A spec, and whether an API server takes it: refused at a path, and with a message if a rule says
 * so.
 */
record CrdCase(
    @JsonProperty("name") String name,
    @JsonProperty("kind") String kind,
    @JsonProperty("spec") Map<String, Object> spec,
    @JsonProperty("refused") @Nullable String refused,
    @JsonProperty("message") @Nullable String message) {

  private static final TypeReference<List<CrdCase>> LIST = new TypeReference<>() {};

  static List<CrdCase> all() {
    try (var stream = CrdCase.class.getResourceAsStream("crd-cases.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readValue(Objects.requireNonNull(stream), LIST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String plural() {
    return kind.toLowerCase(Locale.ROOT) + "s";
  }

  Map<String, Object> object() {
    return Map.of(
        "apiVersion",
        "vllm.ai/v1alpha1",
        "kind",
        kind,
        "metadata",
        Map.of("name", name.toLowerCase(Locale.ROOT).replace(' ', '-')),
        "spec",
        spec);
  }

  @Override
  public String toString() {
    return kind + ": " + name;
  }
}
