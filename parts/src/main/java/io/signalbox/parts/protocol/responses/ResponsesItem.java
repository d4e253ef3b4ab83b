package io.signalbox.parts.protocol.responses;

import tools.jackson.databind.node.ObjectNode;

/** An item of a response's output while it grows. */
sealed interface ResponsesItem permits ResponsesSpoken, ResponsesCall {
  /** The item as far as it is known. */
  ObjectNode json();

  /** Tells that it is whole; further calls do nothing. */
  void close(String status);
}
