package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import java.util.Set;

/**
 * OpenAI's older completions: a text that goes on. There is no place for instructions, so what
 * instructs the model is put in front of each prompt, with a blank line between.
 */
public record CompletionsProtocol() implements Protocol {
  @Override
  public String name() {
    return "completions";
  }

  @Override
  public String path() {
    return "/v1/completions";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new PromptBodyReader(this, body, "prompt").read();
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
