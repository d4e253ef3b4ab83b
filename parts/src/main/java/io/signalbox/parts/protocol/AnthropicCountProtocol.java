package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.translate.SelfAnswering;
import java.util.Set;

/**
 * Anthropic's count of the tokens a message would take. An Anthropic backend counts; for a model of
 * another format the router estimates as it does for routing.
 */
public record AnthropicCountProtocol() implements SelfAnswering {
  @Override
  public String name() {
    return "anthropic-count";
  }

  @Override
  public String path() {
    return "/v1/messages/count_tokens";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("anthropic");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new AnthropicBodyReader(this, body).read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    return new AnthropicBodyWriter(JsonBodyWriter.bodyOf(request, this)).write(request);
  }

  @Override
  public UsageMeter meter(ChatReply reply) {
    return Meters.of(reply);
  }

  @Override
  public ChatReply error(RouterException error) {
    return JsonReply.error(error, ErrorBody.anthropic(error.fault().status(), error.message()));
  }

  @Override
  public ChatReply answer(ChatRequest request) {
    var body = "{\"input_tokens\":%d}".formatted(request.envelope().promptTokens());
    return JsonReply.of(200, HeaderEdits.NONE, body);
  }
}
