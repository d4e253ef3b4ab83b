package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.learn.Memory;
import io.signalbox.plugin.Routed;
import io.signalbox.select.RouteName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the memory what calls did. */
public final class Remembering implements RouterEvents {
  private final Memory memory;

  public Remembering(Memory memory) {
    this.memory = memory;
  }

  @Override
  public void routed(Routed routed, Duration took) {
    if (routed.auto()) {
      memory.chosen(
          routed.call().key(),
          new RouteName(routed.recipe(), routed.decisionName()),
          routed.selection());
    }
  }

  @Override
  public void fellBack(Routed from, Routed to, String why) {
    memory.gaveUp(from.selection());
    memory.replaced(to.call().key(), to.selection());
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    if (ending.answeredBy() == null) {
      memory.ended(routed.call().key(), ending.error() == null && ending.status() < 500);
    }
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    // What the client or the router is to blame for says nothing of the model.
    if (error.fault() == Fault.UPSTREAM || error.fault() == Fault.TIMEOUT) {
      memory.ended(call.key(), false);
    }
  }
}
