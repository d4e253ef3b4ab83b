package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import java.util.Set;

/**
 * OpenAI's embeddings. They are not routed: vectors of different models do not compare, so one text
 * must not go to another model than the next.
 */
public record EmbeddingsProtocol() implements Protocol {
  @Override
  public String name() {
    return "embeddings";
  }

  @Override
  public String path() {
    return "/v1/embeddings";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai");
  }

  @Override
  public boolean routes() {
    return false;
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new PromptBodyReader(this, body, "input").read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    return PromptBody.encode(request);
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
