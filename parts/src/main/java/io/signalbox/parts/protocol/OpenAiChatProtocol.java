package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import java.util.Set;

/** OpenAI's chat completions, as vLLM serves them. */
public record OpenAiChatProtocol() implements Protocol {
  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai", "openai-chat");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new OpenAiBodyReader(this, body).read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    if (!(request.source() instanceof OpenAiBody body)) {
      throw new IllegalArgumentException("a request of another protocol");
    }
    return OpenAiBodyWriter.write(request, body);
  }

  @Override
  public UsageMeter meter(ChatReply reply) {
    return Meters.of(reply);
  }

  @Override
  public ChatReply error(RouterException error) {
    var fault = error.fault();
    return JsonReply.error(error, ErrorBody.openAi(error.message(), fault.type(), fault.status()));
  }
}
