package io.signalbox.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a completion request and refuses what vLLM refuses. It ignores fields that it does not know
 * and those that change nothing here (sampling parameters, tools that it may but need not call,
 * logprobs, stop words).
 */
final class CompletionReader {
  private static final int MAX_CHOICES = 128;
  private static final int TEXT_MAX_TOKENS = 16;

  private final ModelCatalog catalog;
  private final int maxModelLen;

  CompletionReader(ModelCatalog catalog, int maxModelLen) {
    this.catalog = catalog;
    this.maxModelLen = maxModelLen;
  }

  CompletionCall chat(ObjectNode body) {
    Long limit = Fields.number(body, "max_completion_tokens");
    limit = limit == null ? Fields.number(body, "max_tokens") : limit;
    List<Prompt> prompts = List.of(ChatMessages.prompt(Fields.list(body, "messages")));
    return call(AnswerFormat.CHAT, body, prompts, limit, Thinking.of(body))
        .calling(ForcedTool.of(body));
  }

  CompletionCall text(ObjectNode body) {
    Long limit = Fields.number(body, "max_tokens");
    List<Prompt> prompts = Prompts.read(body, "prompt", MAX_CHOICES);
    long chosen = limit == null ? TEXT_MAX_TOKENS : limit;
    return call(AnswerFormat.TEXT, body, prompts, chosen, Thinking.DEFAULT);
  }

  CompletionCall response(ObjectNode body) {
    Long limit = Fields.number(body, "max_output_tokens");
    String instructions = Fields.text(body, "instructions");
    List<Prompt> prompts = List.of(InputItems.prompt(instructions, Fields.present(body, "input")));
    return call(new ResponseFormat(), body, prompts, limit, Thinking.ofResponse(body));
  }

  private CompletionCall call(
      ReplyFormat format,
      ObjectNode body,
      List<Prompt> prompts,
      @Nullable Long limit,
      Thinking thinking) {
    String requested = Fields.text(body, "model");
    String model = catalog.servedName(requested == null ? "" : requested);
    Long choices = Fields.number(body, "n");
    if (choices != null && (choices < 1 || choices > MAX_CHOICES / prompts.size())) {
      throw Fields.wrong("n", "1 to " + MAX_CHOICES + " choices in all");
    }
    boolean streams = Fields.isTrue(body, "stream");
    ObjectNode streamOptions = Fields.object(body, "stream_options");
    if (streamOptions != null && !streams) {
      throw Refusal.badRequest("stream_options: allowed only when `stream` is true");
    }
    Long seed = Fields.number(body, "seed");
    return new CompletionCall(
        format,
        model,
        catalog.hasAdapter(model),
        thinking,
        prompts,
        choices == null ? 1 : choices.intValue(),
        maxTokens(limit, prompts),
        Fields.isTrue(body, "ignore_eos"),
        null,
        seed == null ? 0 : seed,
        streams,
        streamOptions != null && Fields.isTrue(streamOptions, "include_usage"));
  }

  private int maxTokens(@Nullable Long limit, List<Prompt> prompts) {
    if (limit != null && limit < 1) {
      throw Refusal.badRequest("max_tokens: " + limit + " (expected: 1 or more)");
    }
    int longest = prompts.stream().mapToInt(Prompt::tokens).max().orElse(0);
    long wanted = limit == null ? 1 : limit;
    if (wanted > maxModelLen - longest) {
      throw Refusal.badRequest(
          "This model's maximum context length is %d tokens; the request needs %d (%d in the prompt, %d in the completion)."
              .formatted(maxModelLen, longest + wanted, longest, wanted));
    }
    return limit == null ? maxModelLen - longest : limit.intValue();
  }
}
