package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.ChatRequest;
import io.signalbox.parts.protocol.Json;

/** What a request says about its stream. */
final class StreamOptions {
  private StreamOptions() {}

  /** Whether a stream shall end with token counts. */
  static boolean asksForUsage(ChatRequest request) {
    var body = Json.object(request.encode());
    return body != null && body.path("stream_options").path("include_usage").asBoolean(false);
  }
}
