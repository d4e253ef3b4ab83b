package io.signalbox.translate;

import org.jspecify.annotations.Nullable;

/**
 * An error as a backend told it.
 *
 * @param status the HTTP status, or the one that goes with the type when it broke off a stream
 * @param type as the backend names it, or null
 * @param message of the provider, for the client to read
 */
public record ProviderError(int status, @Nullable String type, String message) {}
