package io.signalbox.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of one call's answers: the whole of it, or event by event. */
interface ReplyDocument {
  ObjectNode whole();

  /** What comes before an answer's first token. */
  List<ObjectNode> opening(Answer answer);

  List<ObjectNode> delta(Answer answer, int token);

  /** What comes behind an answer's last token. */
  List<ObjectNode> closing(Answer answer);

  /** What comes behind all answers. */
  List<ObjectNode> ending();

  /** An event as it stands in a stream, blank line included. */
  Buffer frame(ObjectNode event);

  /** What stands at the end of a stream. */
  Buffer mark();
}
