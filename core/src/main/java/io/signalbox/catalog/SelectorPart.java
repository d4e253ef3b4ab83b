package io.signalbox.catalog;

import io.signalbox.select.Selector;

/**
 * A selection algorithm.
 *
 * @param type its name in {@code algorithm.type}, and of its block beside it
 * @param config the record of that block; all its components have defaults
 * @param factory makes one for a decision
 * @param <C> the config record
 */
public record SelectorPart<C extends Record>(String type, Class<C> config, Factory<C> factory) {

  /** Makes the selector of a decision. */
  @FunctionalInterface
  public interface Factory<C extends Record> {
    Selector build(C config, Setting setting, Findings findings);
  }
}
