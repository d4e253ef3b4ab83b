package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.HttpTrailers;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.Scenario.Mischief;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The stream of a proxy that does what none does, once, somewhere on the way. */
final class Garbled implements ProxyChannel {
  private final Emulator emulator;
  private final Mischief mischief;
  private final Deque<ProcessingRequest> next = new ArrayDeque<>();
  private int until;
  private boolean ended;

  Garbled(Emulator emulator, Mischief mischief, RandomGenerator random) {
    this.emulator = emulator;
    this.mischief = mischief;
    this.until = random.nextInt(6);
  }

  @Override
  public @Nullable ProcessingRequest receive(Duration idle) {
    if (ended) {
      return null;
    }
    var waiting = next.poll();
    if (waiting != null) {
      return waiting;
    }
    return until-- == 0 ? garbled(idle) : emulator.receive(idle);
  }

  private @Nullable ProcessingRequest garbled(Duration idle) {
    switch (mischief) {
      case NONE -> {}
      case DUPLICATE -> {
        var message = emulator.receive(idle);
        if (message != null) {
          next.add(message);
        }
        return message;
      }
      case SWAP -> {
        var first = emulator.receive(idle);
        if (first != null) {
          next.add(first);
        }
      }
      case DROP -> emulator.receive(idle);
      case UNKNOWN -> next.add(ProcessingRequest.getDefaultInstance());
      case SECOND_REQUEST ->
          next.add(
              ProcessingRequest.newBuilder()
                  .setRequestHeaders(HttpHeaders.getDefaultInstance())
                  .build());
      case STRAY_REPLY ->
          next.add(
              ProcessingRequest.newBuilder()
                  .setResponseBody(HttpBody.newBuilder().setEndOfStream(true))
                  .build());
      case STRAY_TRAILERS ->
          next.add(
              ProcessingRequest.newBuilder()
                  .setRequestTrailers(HttpTrailers.getDefaultInstance())
                  .build());
      case HALF_CLOSE, CANCEL -> {
        ended = true;
        emulator.vanish();
        return null;
      }
      case SILENCE -> throw new RouterException(Fault.SLOW_REQUEST, "nothing came");
    }
    var stray = next.poll();
    return stray == null ? emulator.receive(idle) : stray;
  }

  @Override
  public void send(ProcessingResponse response) {
    emulator.send(response);
  }
}
