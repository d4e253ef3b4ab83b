package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes in a request body, in whatever pieces the proxy shows it. */
final class Intake {
  private final ProxyChannel channel;
  private final Duration idle;
  private final int maxBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean trailers;
  private @Nullable ProcessingRequest overtaking;

  Intake(ProxyChannel channel, Duration idle, int maxBytes) {
    this.channel = channel;
    this.idle = idle;
    this.maxBytes = maxBytes;
  }

  /**
   * Waits for the body: of a buffering proxy its first body message, whether or not that says it is
   * the end; of a streaming one everything until it says the end, sends trailers or sends no more.
   *
   * @return false when something else came instead, see {@link #overtaking()}
   */
  boolean collect(boolean streamed) {
    boolean more = true;
    while (more) {
      var message = channel.receive(idle);
      if (message == null) {
        more = false;
      } else if (message.hasRequestBody()) {
        take(message);
        more = streamed && !message.getRequestBody().getEndOfStream();
      } else if (message.hasRequestTrailers()) {
        trailers = true;
        more = false;
      } else {
        overtaking = message;
        return false;
      }
    }
    return true;
  }

  /** Takes in a body message that is already here. */
  void take(ProcessingRequest message) {
    var piece = message.getRequestBody().getBody();
    checkSize(body.size() + (long) piece.size());
    try {
      piece.writeTo(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  byte[] body() {
    return body.toByteArray();
  }

  /** Refuses a body of so many bytes when it is over the limit. */
  void checkSize(long bytes) {
    if (bytes > maxBytes) {
      throw new RouterException(
          Fault.TOO_LARGE,
          "request body too large (expected: at most %d bytes)".formatted(maxBytes));
    }
  }

  /** Whether the body ended with trailers, which want an answer of their own. */
  boolean endedWithTrailers() {
    return trailers;
  }

  /** The message that came in place of the body: the proxy has answered its client by itself. */
  @Nullable ProcessingRequest overtaking() {
    return overtaking;
  }
}
