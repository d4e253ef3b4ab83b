package io.signalbox.operator.dependent;

import io.signalbox.kubernetes.resource.ImageSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the container runs: what the operator was told for all routers, else what the resource says.
 *
 * @param name the image
 * @param foreign whether it is the image of another router, which knows neither our probes nor all
 *     of our flags
 */
public record RouterImage(String name, boolean foreign) {
  private static final String REPOSITORY = "signalbox";
  private static final String FOREIGN = "vllm-project/semantic-router";

  /** The image of a resource. */
  public static RouterImage of(@Nullable ImageSpec spec, Optional<String> override) {
    return override
        .map(name -> new RouterImage(name, false))
        .orElseGet(() -> told(spec == null ? new ImageSpec(null, null, null, null) : spec));
  }

  private static RouterImage told(ImageSpec spec) {
    var repository = orElse(spec.repository(), REPOSITORY);
    var registry = orElse(spec.imageRegistry(), "");
    var tag = orElse(spec.tag(), "latest");
    var separator = tag.startsWith("sha256:") ? "@" : ":";
    var prefix = registry.isEmpty() ? "" : registry.replaceAll("/+$", "") + "/";
    return new RouterImage(prefix + repository + separator + tag, repository.contains(FOREIGN));
  }

  private static String orElse(@Nullable String value, String usual) {
    return value == null || value.isEmpty() ? usual : value;
  }
}
