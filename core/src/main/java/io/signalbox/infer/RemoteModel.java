package io.signalbox.infer;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model that somebody else serves over HTTP.
 *
 * @param name what the configuration calls it, for errors
 * @param base what the API's paths are appended to
 * @param model how the service calls the model
 * @param key sent as a bearer token, or null for none
 * @param timeout how long one try may take
 * @param retries how many more tries a failure gets that may pass, while the deadline allows
 * @param maxTokens the longest answer of a language model
 */
public record RemoteModel(
    String name,
    URI base,
    String model,
    @Nullable String key,
    Duration timeout,
    int retries,
    int maxTokens) {
  /** Everything but the key and the address. */
  @Override
  public String toString() {
    return name;
  }
}
