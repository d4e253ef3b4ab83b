package io.signalbox.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An address on which the gateway accepts requests. */
public record Listener(
    @Doc("Name for logs.") @Nullable String name,
    @Doc("Local address to bind.") @Default("0.0.0.0") @NotBlank String address,
    @Doc("TCP port.") @Range(min = 1, max = 65535) int port,
    @Doc("Time a request may take.") @Default("300s") @Range(min = 0) Duration timeout) {}
