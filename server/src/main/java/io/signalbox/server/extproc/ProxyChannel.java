package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stream to the proxy, as a session sees it: blocking, one thread. */
interface ProxyChannel {
  /**
   * Waits for the next message.
   *
   * @return the message, or null when the proxy sends no more
   * @throws io.signalbox.chat.RouterException {@code SLOW_REQUEST} when none came in time
   */
  @Nullable ProcessingRequest receive(Duration idle);

  /**
   * Sends an answer; waits while the proxy takes none. An answer to a proxy that has gone is
   * dropped.
   */
  void send(ProcessingResponse response);
}
