package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.Set;

/**
 * Stands in for a signal that is configured and cannot be read.
 *
 * @param reading what it always gives
 */
record StandInSignal(SignalName name, Reading reading) implements Signal {
  @Override
  public String type() {
    return name.type();
  }

  @Override
  public Set<String> names() {
    return Set.of(name.name());
  }

  @Override
  public Cost cost() {
    return Cost.FREE;
  }

  @Override
  public Reading read(Call call, ChatRequest request) {
    return reading;
  }
}
