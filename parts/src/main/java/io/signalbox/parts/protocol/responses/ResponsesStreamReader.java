package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.StreamedReply;
import io.signalbox.translate.Warnings;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads the last event of a streamed response, which tells all of it again. */
final class ResponsesStreamReader extends StreamedReply {
  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final Warnings warnings;
  private boolean finished;

  ResponsesStreamReader(Warnings warnings) {
    this.warnings = warnings;
  }

  @Override
  protected boolean complete() {
    return finished;
  }

  @Override
  protected boolean last(ObjectNode event) {
    return LAST.contains(event.path("type").asString(""));
  }

  @Override
  protected void object(ObjectNode event) {
    if (event.path("type").asString("").equals("error")) {
      fail(event.path("message").asString("the backend gave up"));
    } else if (last(event)) {
      var events =
          event.path("response") instanceof ObjectNode response
              ? ResponsesReplies.read(response, warnings)
              : null;
      if (events == null) {
        fail("the backend's last event tells no response");
      } else {
        finished = true;
        events.forEach(this::tell);
      }
    }
  }
}
