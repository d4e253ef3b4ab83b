package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.parts.protocol.BodyForm;
import io.signalbox.parts.protocol.ObjectSplice;
import io.signalbox.parts.protocol.ToolResults;
import java.util.List;
import java.util.Set;

/** What the older completions call the things that can be edited; they know no tools. */
record CompletionsForm() implements BodyForm {
  /** OpenAI's reference of {@code POST /completions}. */
  private static final Set<String> KNOWN =
      Set.of(
          "best_of",
          "echo",
          "frequency_penalty",
          "logit_bias",
          "logprobs",
          "max_tokens",
          "model",
          "n",
          "presence_penalty",
          "prompt",
          "seed",
          "stop",
          "stream",
          "stream_options",
          "suffix",
          "temperature",
          "top_p",
          "user");

  @Override
  public Set<String> known() {
    return KNOWN;
  }

  @Override
  public List<String> answerCaps() {
    return List.of("max_tokens");
  }

  @Override
  public List<String> choiceCaps() {
    return List.of("n", "best_of");
  }

  @Override
  public List<String> toolLists() {
    return List.of();
  }

  @Override
  public List<String> aboutTools() {
    return List.of();
  }

  @Override
  public OfferedTool tool(String list, String json) {
    throw new UnsupportedOperationException("completions know no tools");
  }

  /** There is no place for it: it is never offered. */
  @Override
  public OfferedTool adopt(String function) {
    return new OfferedTool("", "", "", function);
  }

  @Override
  public ToolChoice choice(ObjectSplice body) {
    return ToolChoice.UNSAID;
  }

  @Override
  public void stripToolHistory(ObjectSplice body) {}

  @Override
  public ToolResults results(ObjectSplice body) {
    return ToolResults.NONE;
  }
}
