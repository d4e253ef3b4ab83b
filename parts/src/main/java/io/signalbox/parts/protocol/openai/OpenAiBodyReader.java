package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.JsonBodyReader;
import tools.jackson.core.JsonToken;

/** Reads a chat completions body. */
final class OpenAiBodyReader extends JsonBodyReader {
  OpenAiBodyReader(Protocol protocol, byte[] body) {
    super(protocol, body);
  }

  @Override
  protected void readOwn(String key, JsonToken value) {
    if (key.equals("metadata")) {
      metadata.readStrictly(value);
    }
  }
}
