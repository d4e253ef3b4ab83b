package io.signalbox.catalog;

import io.signalbox.config.RuleConfig;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of signal.
 *
 * @param listKey its key under {@code routing.signals}
 * @param leafType the type rule leaves name it by
 * @param config the record of one entry of that list; names itself
 * @param category whether its first matched name is the category of a call
 * @param safety whether it guards against harm, so that a request it cannot see must not pass
 * @param factory makes the signals of a recipe
 * @param told how the debug headers tell of it
 * @param names the names that rule leaves may call an entry by
 * @param condition what must hold besides for the names of an entry to hold
 * @param signed whether what it measures may be less than zero
 * @param <C> the config record
 */
public record SignalPart<C extends Record>(
    String listKey,
    String leafType,
    Class<C> config,
    boolean category,
    boolean safety,
    Factory<C> factory,
    Told told,
    Names names,
    Condition<C> condition,
    boolean signed) {

  /** A kind that the debug headers tell of by its leaf type. */
  public SignalPart(
      String listKey,
      String leafType,
      Class<C> config,
      boolean category,
      boolean safety,
      Factory<C> factory) {
    this(
        listKey,
        leafType,
        config,
        category,
        safety,
        factory,
        new Told(leafType.replace('_', '-'), null),
        SignalPart::named,
        _ -> null,
        false);
  }

  /** A kind that routes and does not guard. */
  public SignalPart(
      String listKey, String leafType, Class<C> config, boolean category, Factory<C> factory) {
    this(listKey, leafType, config, category, false, factory);
  }

  /** This kind with another suffix of {@code x-vsr-matched-}. */
  public SignalPart<C> withMatched(String suffix) {
    return with(new Told(suffix, told.selected()), names, condition, signed);
  }

  /** This kind with a header {@code x-vsr-selected-} of its own: what it measured, and how. */
  public SignalPart<C> withSelected(String suffix) {
    return with(new Told(told.matched(), suffix), names, condition, signed);
  }

  /** This kind with other names for rule leaves. */
  public SignalPart<C> withNames(Names other) {
    return with(told, other, condition, signed);
  }

  /**
   * This kind with conditions: trees of rules in which {@code AND} goes without saying. Their
   * leaves are signals of other kinds, and no projections.
   */
  public SignalPart<C> withCondition(Condition<C> other) {
    return with(told, names, other, signed);
  }

  /** This kind, of which numbers below zero are measured. */
  public SignalPart<C> withSigned() {
    return with(told, names, condition, true);
  }

  private SignalPart<C> with(
      Told otherTold, Names otherNames, Condition<C> otherCondition, boolean otherSigned) {
    return new SignalPart<>(
        listKey,
        leafType,
        config,
        category,
        safety,
        factory,
        otherTold,
        otherNames,
        otherCondition,
        otherSigned);
  }

  private static List<String> named(ConfigNode.Mapping entry) {
    return entry.value("name") instanceof ConfigNode.Scalar scalar
        ? List.of(scalar.text())
        : List.of();
  }

  /** Makes the signals for all entries of one list. */
  @FunctionalInterface
  public interface Factory<C extends Record> {
    List<Signal> build(List<C> configs, Setting setting, Findings findings);
  }

  /** Tells the names that rule leaves may call an entry by. */
  @FunctionalInterface
  public interface Names {
    List<String> of(ConfigNode.Mapping entry);
  }

  /** Tells what must hold besides for the names of an entry to hold. */
  @FunctionalInterface
  public interface Condition<C extends Record> {
    @Nullable RuleConfig of(C config);
  }

  /**
   * How the debug headers tell of a kind.
   *
   * @param matched suffix of {@code x-vsr-matched-}
   * @param selected suffix of {@code x-vsr-selected-}, or null where there is no such header
   */
  public record Told(String matched, @Nullable String selected) {}
}
