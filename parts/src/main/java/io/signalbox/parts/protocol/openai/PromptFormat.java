package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.parts.protocol.JsonReply;
import io.signalbox.parts.protocol.JsonTexts;
import io.signalbox.parts.protocol.Meters;
import java.util.Set;

/** What OpenAI's endpoints that take bare texts have in common. */
interface PromptFormat extends Protocol {
  /** The member of a body that holds the texts. */
  String promptKey();

  @Override
  default Set<String> apiFormats() {
    return Set.of("openai");
  }

  @Override
  default ChatRequest decode(byte[] body) {
    return new PromptBodyReader(this, body, promptKey()).read();
  }

  @Override
  default byte[] encode(ChatRequest request) {
    return PromptBody.encode(request);
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
    return JsonReply.openAi(error);
  }
}
