package io.signalbox.server.extproc;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;

/** The refusal of a message that no proxy sends where it came. */
final class OutOfOrder {
  private OutOfOrder() {}

  static RouterException of(ProcessingRequest message) {
    return new RouterException(
        Fault.BAD_REQUEST,
        "ExtProc message %s out of order (expected: one request in each stream)"
            .formatted(message.getRequestCase()));
  }
}
