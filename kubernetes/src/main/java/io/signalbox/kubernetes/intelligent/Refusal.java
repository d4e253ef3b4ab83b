package io.signalbox.kubernetes.intelligent;

/**
 * Why a resource, as it is, cannot serve.
 *
 * @param message what is wrong with which field, and what would be right
 */
record Refusal(RoutingResource resource, Reason reason, String message) {}
