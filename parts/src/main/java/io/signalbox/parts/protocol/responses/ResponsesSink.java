package io.signalbox.parts.protocol.responses;

import tools.jackson.databind.node.ObjectNode;

/** Where the events of a growing response go. */
@FunctionalInterface
interface ResponsesSink {
  /**
   * Takes an event.
   *
   * @param type for example {@code response.output_text.delta}
   * @param fields of the event besides its type and number
   */
  void event(String type, ObjectNode fields);
}
