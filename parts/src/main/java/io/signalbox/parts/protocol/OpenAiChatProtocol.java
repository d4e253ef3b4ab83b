package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    boolean compressed =
        reply.headers().first("content-encoding") != null
            && !reply.headers().says("content-encoding", "identity");
    return compressed ? new NoUsage() : reply.eventStream() ? new SseUsage() : new JsonUsage();
  }

  @Override
  public ChatReply error(RouterException error) {
    var fault = error.fault();
    var body =
        "{\"error\":{\"message\":%s,\"type\":\"%s\",\"code\":%d}}"
            .formatted(Json.quoted(error.message()), fault.type(), fault.status());
    return new ChatReply(
        fault.status(),
        new Headers(List.of(new Header("content-type", "application/json"))),
        error.headers(),
        ReplyBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }
}
