package io.signalbox.parts.protocol;

import io.signalbox.chat.Protocol;
import tools.jackson.core.JsonToken;

/** Reads a messages body; the {@code system} member becomes the first message. */
final class AnthropicBodyReader extends JsonBodyReader {
  AnthropicBodyReader(Protocol protocol, byte[] body) {
    super(protocol, body);
  }

  @Override
  void readOwn(String key, JsonToken value) {
    if (key.equals("system") && value != JsonToken.VALUE_NULL) {
      messages.addFirst(messageReader.system(value));
    }
  }
}
