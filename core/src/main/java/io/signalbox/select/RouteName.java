package io.signalbox.select;

/**
 * What a decision is called in the whole process.
 *
 * @param recipe the routing graph it belongs to
 * @param decision its name there; may be empty
 */
public record RouteName(String recipe, String decision) {}
