package io.signalbox.operator.backend;

/**
 * Why an endpoint has no address.
 *
 * @param endpoint its name in {@code spec.vllmEndpoints}
 * @param reason one word for machines, such as {@code ServiceNotFound}
 * @param message what is wrong and what to do, for people
 */
public record BackendProblem(String endpoint, String reason, String message) {}
