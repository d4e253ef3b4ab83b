package io.signalbox.catalog;

import io.signalbox.signal.Signal;
import java.util.List;

/**
 * A kind of signal.
 *
 * @param listKey its key under {@code routing.signals}
 * @param leafType the type rule leaves name it by
 * @param config the record of one entry of that list; has a {@code name}
 * @param category whether its first matched name is the category of a call
 * @param safety whether it guards against harm, so that a request it cannot see must not pass
 * @param factory makes the signals of a recipe
 * @param <C> the config record
 */
public record SignalPart<C extends Record>(
    String listKey,
    String leafType,
    Class<C> config,
    boolean category,
    boolean safety,
    Factory<C> factory) {

  /** A kind that routes and does not guard. */
  public SignalPart(
      String listKey, String leafType, Class<C> config, boolean category, Factory<C> factory) {
    this(listKey, leafType, config, category, false, factory);
  }

  /** Makes the signals for all entries of one list. */
  @FunctionalInterface
  public interface Factory<C extends Record> {
    List<Signal> build(List<C> configs, Setting setting, Findings findings);
  }
}
