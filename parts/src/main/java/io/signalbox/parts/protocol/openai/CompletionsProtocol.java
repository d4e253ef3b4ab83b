package io.signalbox.parts.protocol.openai;

/**
 * OpenAI's older completions: a text that goes on. There is no place for instructions, so what
 * instructs the model is put in front of each prompt, with a blank line between.
 */
public record CompletionsProtocol() implements PromptFormat {
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
}
