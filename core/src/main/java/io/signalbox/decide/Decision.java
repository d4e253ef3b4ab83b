package io.signalbox.decide;

/**
 * A configured route.
 *
 * @param name unique within its recipe
 * @param priority greater wins
 * @param rule when it applies
 */
public record Decision(String name, int priority, Rule rule) {}
