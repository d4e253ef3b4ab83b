package io.signalbox.parts.select;

import io.signalbox.catalog.SelectorPart;
import io.signalbox.select.Choice;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;

/** Picks the candidate that is configured first. */
public record StaticSelector() implements Selector {
  public static final SelectorPart<Config> PART =
      new SelectorPart<>(
          "static", Config.class, (config, setting, findings) -> new StaticSelector());

  /** It has nothing to configure. */
  public record Config() {}

  @Override
  public Selection select(Choice choice) {
    return new Selection(choice.candidates().getFirst(), PART.type(), "configured first");
  }
}
