package io.signalbox.kubernetes.intelligent;

/**
 * Something about a resource that serves, which its author may not have meant.
 *
 * @param reason one word, as events have it
 */
public record Note(RoutingResource resource, String reason, String message) {}
