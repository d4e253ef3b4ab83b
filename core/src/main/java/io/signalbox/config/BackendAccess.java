package io.signalbox.config;

import io.signalbox.config.tree.ConfigNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backend wants to see of who asks, and on which path. */
public record BackendAccess(
    @Doc("Key of the provider; wins over api_key_env.") @Nullable Secret apiKey,
    @Doc("Variable of the environment that holds the key of the provider.")
        @Nullable String apiKeyEnv,
    @Doc("Header that carries the key; the provider's own when absent.")
        @Nullable String authHeader,
    @Doc("Word in front of the key; the provider's own when absent, none when empty.")
        ConfigNode.@Nullable Scalar authPrefix,
    @Doc("Headers set on every request.") @Default("{}") Map<String, Secret> extraHeaders,
    @Doc("Version of the provider's API.") @Nullable String apiVersion,
    @Doc("Path of chat completions, in place of the one that follows from base_url.")
        @Nullable String chatPath) {
  /** Nothing asked for. */
  public static final BackendAccess NONE =
      new BackendAccess(null, null, null, null, Map.of(), null, null);
}
