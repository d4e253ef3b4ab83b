package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a CRD, applied as an API server does it: unknown fields are pruned, defaults are
 * filled in, then the structure is checked, and when it is right the CEL rules.
 *
 * <p>Objects are trees of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}
 * as a JSON reader makes them; they are never changed. Not done: formats, rules with {@code
 * oldSelf}, and the limits of cost, which a real API server checks when a CRD is applied.
 */
public final class CrdSchema {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final Schema root;

  private CrdSchema(Schema root) {
    this.root = root;
  }

  /** Reads the schema of the version that a CRD stores. */
  public static CrdSchema of(String yaml) {
    try {
      return of(YAML.readValue(yaml, TREE));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a CRD that is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads the schema of the version that a CRD stores. */
  public static CrdSchema of(Map<String, Object> crd) {
    var spec = new Schema(crd).object("spec");
    for (var version : spec.objects("versions")) {
      if (version.flag("storage")) {
        return new CrdSchema(version.object("schema").object("openAPIV3Schema"));
      }
    }
    throw new IllegalArgumentException("a CRD without a version that is stored");
  }

  /** Reads one of our CRDs, for example {@code semanticrouters}. */
  public static CrdSchema ours(String plural) {
    var name = "/io/signalbox/kubernetes/crds/" + plural + ".vllm.ai.yaml";
    try (var stream = CrdSchema.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no CRD at " + name);
      }
      return of(YAML.readValue(stream, TREE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns why an API server refuses the object, one {@code path: reason} each; empty when it is taken. */
  public List<String> violations(Map<String, Object> object) {
    var found = new ArrayList<String>();
    var complete = defaulted(pruned(object));
    StructureCheck.check(root, complete, found);
    if (found.isEmpty()) {
      CelCheck.check(root, complete, found);
    }
    return List.copyOf(found);
  }

  /** Returns the paths of fields that the schema does not know; {@code kubectl apply} refuses them. */
  public List<String> unknownFields(Map<String, Object> object) {
    var found = new ArrayList<String>();
    Pruning.prune(root, object, found);
    return List.copyOf(found);
  }

  /** Returns a copy without the fields that the schema does not know. */
  public Map<String, Object> pruned(Map<String, Object> object) {
    return tree(Pruning.prune(root, object, new ArrayList<>()));
  }

  /** Returns a copy with defaults, and without nulls where the schema allows none. */
  public Map<String, Object> defaulted(Map<String, Object> object) {
    return tree(Defaulting.fill(root, object));
  }

  @SuppressWarnings("unchecked") // the root of an object stays a map
  private static Map<String, Object> tree(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("the root of a resource is an object");
  }
}
