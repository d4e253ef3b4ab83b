package io.signalbox.decide;

import io.signalbox.signal.Fact;
import io.signalbox.signal.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * The smallest change of one reading that would change the decision.
 *
 * @param signal what would have to be read otherwise
 * @param from what was read
 * @param to what would have had to be read
 * @param decision what would be decided then; null when no decision would apply
 * @param distance how far it is from one to the other, relative to the scale of the number; 1 for a
 *     name that would come to hold, or cease to, without a number
 */
public record Flip(
    SignalName signal, State from, State to, @Nullable Decision decision, double distance) {

  /**
   * What is read of a name.
   *
   * @param fact whether it holds
   * @param value what was measured, or null
   */
  public record State(Fact fact, @Nullable Double value) {}
}
