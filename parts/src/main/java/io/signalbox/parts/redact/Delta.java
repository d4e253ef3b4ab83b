package io.signalbox.parts.redact;

import io.signalbox.parts.protocol.JsonTree;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fragment of a text that comes in pieces, in an event of a streamed reply.
 *
 * @param channel names the text
 * @param place where the fragment stands
 * @param json whether the text is JSON
 * @param alone makes an event that carries some more of the text and nothing else
 */
record Delta(
    String channel, JsonTree.Text place, boolean json, Function<String, ObjectNode> alone) {
  /**
   * What an event says of texts that come in pieces.
   *
   * @param deltas fragments
   * @param ended beginnings of the channels of texts that are whole now; some may get their last
   *     fragment in this very event
   */
  record Event(List<Delta> deltas, List<String> ended) {
    /** An event that only tells what is whole. */
    static final Event NONE = new Event(List.of(), List.of());

    /** An event behind which no text goes on. */
    static final Event LAST = new Event(List.of(), List.of(""));

    Event {
      deltas = List.copyOf(deltas);
      ended = List.copyOf(ended);
    }

    /** Whether a text is whole now. */
    boolean ends(String channel) {
      return ended.stream().anyMatch(channel::startsWith);
    }
  }
}
