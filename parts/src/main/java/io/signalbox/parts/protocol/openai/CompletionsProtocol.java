package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.ChatRequest;
import io.signalbox.parts.protocol.JsonEditor;
import io.signalbox.translate.ReplyWriter;
import io.signalbox.translate.Speaking;
import java.time.InstantSource;

/**
 * OpenAI's older completions: a text that goes on. There is no place for instructions, so what
 * instructs the model is put in front of each prompt, with a blank line between.
 */
public record CompletionsProtocol() implements PromptFormat, Speaking {
  @Override
  public String name() {
    return "completions";
  }

  @Override
  public String path() {
    return "/v1/completions";
  }

  @Override
  public String promptKey() {
    return "prompt";
  }

  @Override
  public ReplyWriter writer(ChatRequest request) {
    return new CompletionsWriter(
        InstantSource.system(), request.stream(), StreamOptions.asksForUsage(request));
  }

  @Override
  public String ownId(String kind, long createdSeconds) {
    return "cmpl-%s-%d".formatted(kind, createdSeconds);
  }

  @Override
  public BodyEditor editor(ChatRequest request) {
    return new JsonEditor(request, new CompletionsForm());
  }
}
