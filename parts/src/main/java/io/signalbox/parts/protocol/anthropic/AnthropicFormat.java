package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.parts.protocol.JsonBodyWriter;
import io.signalbox.parts.protocol.JsonEditor;
import io.signalbox.parts.protocol.JsonReply;
import io.signalbox.parts.protocol.JsonTexts;
import io.signalbox.parts.protocol.Meters;
import java.util.Set;

/** What Anthropic's endpoints that take messages have in common. */
interface AnthropicFormat extends Protocol {
  @Override
  default Set<String> apiFormats() {
    return Set.of("anthropic");
  }

  @Override
  default ChatRequest decode(byte[] body) {
    return new AnthropicBodyReader(this, body).read();
  }

  @Override
  default byte[] encode(ChatRequest request) {
    return new AnthropicBodyWriter(JsonBodyWriter.bodyOf(request, this)).write(request);
  }

  @Override
  default BodyEditor editor(ChatRequest request) {
    return new JsonEditor(request, new AnthropicTooling());
  }

  @Override
  default BodyTexts texts(ChatRequest request) {
    return new JsonTexts(request);
  }

  @Override
  default UsageMeter meter(ChatReply reply) {
    return Meters.of(reply);
  }

  @Override
  default ChatReply error(RouterException error) {
    return JsonReply.anthropic(error);
  }
}
