package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.Set;

/**
 * A signal that is configured and cannot be read: always unknown, so it satisfies no rule and no
 * negation.
 */
record UnavailableSignal(SignalName name) implements Signal {
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
    return new Reading.Failed("not supported yet");
  }
}
