package io.signalbox.config.load;

import io.signalbox.config.Document;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.tree.EnvSubstitution;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a configuration file.
 *
 * @param document null when the problems hold an error
 * @param problems errors and warnings by line
 * @param sha256 of the bytes that were read, in hexadecimal; empty when there are none
 * @param environment the variables that the document may refer to
 */
public record Loaded(
    @Nullable Document document,
    Places places,
    List<Problem> problems,
    Vocabulary vocabulary,
    String sha256,
    EnvSubstitution environment) {
  private static final String BASE = "VLLM_SR_CONFIG_BASE_DIR";
  private static final String ASSETS = "VLLM_SR_CONFIG_ASSET_ROOT";

  /** Where relative paths of the document start: beside it, unless the environment says where. */
  public Path directory() {
    return environment
        .variable(BASE)
        .map(Path::of)
        .or(() -> Optional.ofNullable(Path.of(places.file()).toAbsolutePath().getParent()))
        .orElse(Path.of(""));
  }

  /** Where knowledge bases may stand as well, if the environment says so. */
  public @Nullable Path assets() {
    return environment.variable(ASSETS).map(Path::of).orElse(null);
  }
}
