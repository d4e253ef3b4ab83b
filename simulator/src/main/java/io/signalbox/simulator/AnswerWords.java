package io.signalbox.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of a call. Each part begins by saying which model speaks and whether it was
 * asked to think. The same seed, model and prompt give the same answer, whatever was asked before.
 */
final class AnswerWords {
  private static final int MIN_WORDS = 8;
  private static final int MAX_WORDS = 40;
  private static final int REASONING_WORDS = 6;
  private static final List<String> WORDS =
      List.of(
          "amber",
          "barge",
          "canal",
          "depot",
          "early",
          "ferry",
          "green",
          "harbour",
          "island",
          "junction",
          "keeper",
          "lantern",
          "morning",
          "northern",
          "onward",
          "platform",
          "quiet",
          "railway",
          "signal",
          "timber",
          "upper",
          "valley",
          "water",
          "yellow",
          "bridge",
          "corner",
          "distant",
          "engine",
          "freight",
          "guard",
          "hollow",
          "lever");

  private final AnswerMode mode;
  private final long seed;

  AnswerWords(AnswerMode mode, long seed) {
    this.mode = mode;
    this.seed = seed;
  }

  List<Answer> answers(CompletionCall call) {
    List<Answer> answers = new ArrayList<>();
    for (Prompt prompt : call.prompts()) {
      for (int i = 0; i < call.choicesPerPrompt(); i++) {
        answers.add(answer(call, prompt, i, answers.size()));
      }
    }
    return answers;
  }

  private Answer answer(CompletionCall call, Prompt prompt, int choice, int index) {
    SplittableRandom random = random(call, prompt, choice);
    String speaker = "[" + call.model() + ", " + call.thinking().words() + "] ";
    int limit = call.maxTokens();
    List<String> tokens = new ArrayList<>();
    if (call.format().tellsReasoning() && call.thinking().on()) {
      tokens.addAll(Tokens.split(speaker + sentence(random, REASONING_WORDS), limit));
    }
    int reasoningTokens = tokens.size();
    ForcedTool tool = call.tool();
    String content = tool == null ? said(call, prompt, speaker, random) : tool.arguments();
    // One more than fits tells a cut answer from one that ends just there.
    tokens.addAll(Tokens.split(content, limit - reasoningTokens + 1));
    boolean complete = tokens.size() <= limit;
    List<String> kept = complete ? tokens : tokens.subList(0, limit);
    return new Answer(
        index, List.copyOf(kept), reasoningTokens, complete, called(tool, call, prompt, choice));
  }

  private String said(CompletionCall call, Prompt prompt, String speaker, SplittableRandom random) {
    return switch (mode) {
      case ECHO -> speaker + prompt.newest();
      case RANDOM -> speaker + sentence(random, words(call, random));
    };
  }

  private Answer.@Nullable Called called(
      @Nullable ForcedTool tool, CompletionCall call, Prompt prompt, int choice) {
    return tool == null
        ? null
        : new Answer.Called(
            "chatcmpl-tool-%016x".formatted(random(call, prompt, choice).nextLong()), tool.name());
  }

  private static int words(CompletionCall call, SplittableRandom random) {
    int drawn = random.nextInt(MIN_WORDS, MAX_WORDS);
    return call.ignoresEnd() ? call.maxTokens() + 1 : drawn;
  }

  private static String sentence(SplittableRandom random, int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.append('.').toString();
  }

  private SplittableRandom random(CompletionCall call, Prompt prompt, int choice) {
    long mixed = seed;
    mixed = 31 * mixed + call.seed();
    mixed = 31 * mixed + call.model().hashCode();
    mixed = 31 * mixed + prompt.digest();
    return new SplittableRandom(31 * mixed + choice);
  }
}
