package io.signalbox.parts.cache.facts;

import java.util.Optional;

/**
 * Two questions beside one another.
 *
 * @param conflict what makes them different questions; empty when no rule finds anything
 * @param onePlaceDiffers whether they are one but for a word or a few at one place, which no rule
 *     knows: most often another thing, seldom another word for it
 */
public record Comparison(Optional<Conflict> conflict, boolean onePlaceDiffers) {}
