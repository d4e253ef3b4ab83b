package io.signalbox.operator.config;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.backend.Resolution;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a router is configured with.
 *
 * @param yaml the v0.3 document, for {@code config.yaml}; secrets are {@code ${VARIABLE}}
 * @param toolsJson {@code tools_db.json}; {@code []} when the resource names no tools
 * @param secretVariables what the container's environment must have for the document to load
 * @param problems why a router would refuse the document; empty when it would not
 * @param warnings what a router ignores or what is better said otherwise
 * @param restartHash SHA-256 in hex of what takes effect only by a start
 * @param adapters names of adapters by the model they belong to
 */
public record RouterDocument(
    String yaml,
    String toolsJson,
    List<EnvVar> secretVariables,
    List<String> problems,
    List<String> warnings,
    String restartHash,
    Map<String, Set<String>> adapters) {
  /** The document of a resource whose endpoints are resolved. The same input gives the same bytes. */
  public static RouterDocument build(SemanticRouter router, Resolution resolution) {
    return new RouterDocument("", "[]", List.of(), List.of(), List.of(), "", Map.of());
  }
}
