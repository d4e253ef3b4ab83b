package io.signalbox.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a provider wants its key and the version of its API.
 *
 * @param authHeader carries the key
 * @param authPrefix stands in front of the key, a blank between; empty for none
 * @param versionParameter the query parameter that carries the version, or null
 * @param versionHeader the header that carries the version, or null
 */
public record ProviderProfile(
    String authHeader,
    String authPrefix,
    @Nullable String versionParameter,
    @Nullable String versionHeader) {
  private static final ProviderProfile BEARER =
      new ProviderProfile("authorization", "Bearer", null, null);

  /** The profile of a kind of server; whoever is not known takes a bearer token. */
  public static ProviderProfile of(String type) {
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "anthropic" -> new ProviderProfile("x-api-key", "", null, "anthropic-version");
      case "azure-openai" -> new ProviderProfile("api-key", "", "api-version", null);
      default -> BEARER;
    };
  }
}
