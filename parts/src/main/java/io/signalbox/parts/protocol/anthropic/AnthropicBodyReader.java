package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.JsonBodyReader;
import tools.jackson.core.JsonToken;

/** Reads a messages body; the {@code system} member becomes the first message. */
final class AnthropicBodyReader extends JsonBodyReader {
  AnthropicBodyReader(Protocol protocol, byte[] body) {
    super(protocol, body);
  }

  @Override
  protected void readOwn(String key, JsonToken value) {
    if (key.equals("system") && value != JsonToken.VALUE_NULL) {
      messages.addFirst(messageReader.system(value));
    } else if (key.equals("metadata")) {
      metadata.read(value);
    }
  }
}
