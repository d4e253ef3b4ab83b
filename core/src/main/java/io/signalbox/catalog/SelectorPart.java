package io.signalbox.catalog;

import io.signalbox.select.Selector;
import java.util.function.Supplier;

/**
 * A selection algorithm.
 *
 * @param type its name in {@code algorithm.type}
 * @param factory makes one for a decision
 */
public record SelectorPart(String type, Supplier<Selector> factory) {}
