package io.signalbox.parts.cache;

/**
 * A request that the cache has nothing to do with.
 *
 * @param reason one of few words: {@code redacted}, {@code illegible}, {@code protocol}, {@code
 *     not_a_question}, {@code no_question}, {@code choices}, {@code stateful}
 */
public record Unfit(String reason) implements Asked {}
