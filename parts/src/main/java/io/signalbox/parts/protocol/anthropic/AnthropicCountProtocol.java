package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.parts.protocol.JsonReply;
import io.signalbox.translate.SelfAnswering;

/**
 * Anthropic's count of the tokens a message would take. An Anthropic backend counts; for a model of
 * another format the router estimates as it does for routing.
 */
public record AnthropicCountProtocol() implements AnthropicFormat, SelfAnswering {
  @Override
  public String name() {
    return "anthropic-count";
  }

  @Override
  public String path() {
    return "/v1/messages/count_tokens";
  }

  @Override
  public ChatReply answer(ChatRequest request) {
    var body = "{\"input_tokens\":%d}".formatted(request.envelope().promptTokens());
    return JsonReply.of(200, HeaderEdits.NONE, body);
  }
}
