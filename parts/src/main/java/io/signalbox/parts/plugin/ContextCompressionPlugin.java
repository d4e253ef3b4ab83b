package io.signalbox.parts.plugin;

import io.signalbox.catalog.Findings;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Setting;
import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Range;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.Optional;

/**
 * Shortens long results of tools to what has to do with the user's question. Everything else of the
 * conversation stays.
 *
 * @param trigger acts on prompts of at least so many tokens
 * @param least shortens results of at least so many tokens
 * @param target to so many
 */
public record ContextCompressionPlugin(long trigger, long least, long target) implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("context_compression", Config.class, ContextCompressionPlugin::of);

  /** When it acts. */
  public enum Mode {
    /** On prompts that are long. */
    AUTO,
    /** On every prompt. */
    ALWAYS
  }

  /** What becomes of a kind of text. */
  public enum Treatment {
    /** It stays. */
    PRESERVE,
    /** Its relevant stretches stay. */
    EXTRACTIVE
  }

  /** How stretches are found relevant. */
  public enum Method {
    BM25
  }

  /** How much there may be. */
  public record Budget(
      @Doc("Of mode auto: tokens of a prompt that is long.") @Default("8192") @Range(min = 1)
          long triggerTokens) {}

  /** How results of tools are shortened. */
  public record Target(
      @Doc("extractive, or preserve to leave them.") @Default("extractive") Treatment mode,
      @Doc("Tokens of a result that is long.") @Default("2000") @Range(min = 1) long minTokens,
      @Doc("Tokens that are left of it.") @Default("1000") @Range(min = 1) long targetTokens) {}

  /** What is shortened. */
  public record Targets(@Doc("Results of tools.") @Default("{}") Target toolOutputs) {}

  /** How relevance is measured. */
  public record Scoring(@Doc("bm25: by common words.") @Default("bm25") Method method) {}

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Whether it acts.") @Default("true") boolean enabled,
      @Doc("auto: on long prompts; always: on every prompt.") @Default("auto") Mode mode,
      @Doc("How much there may be.") @Default("{}") Budget budget,
      @Doc("What is shortened.") @Default("{}") Targets targets,
      @Doc("How relevance is measured.") @Default("{}") Scoring scoring) {}

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    var target = config.targets().toolOutputs();
    if (!config.enabled() || target.mode() == Treatment.PRESERVE) {
      return Optional.empty();
    }
    if (target.targetTokens() > target.minTokens()) {
      findings.refuse(
          target,
          "targetTokens",
          Long.toString(target.targetTokens()),
          "at most min_tokens, " + target.minTokens());
    }
    long trigger = config.mode() == Mode.ALWAYS ? 0 : config.budget().triggerTokens();
    return Optional.of(
        new ContextCompressionPlugin(trigger, target.minTokens(), target.targetTokens()));
  }

  @Override
  public Stage stage() {
    return Stage.ENRICH;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    if (request.envelope().promptTokens() < trigger) {
      return next.proceed(request);
    }
    var editor = request.source().protocol().editor(request);
    if (editor == null) {
      return next.proceed(request);
    }
    var shortened = shorten(editor, request.userText());
    if (editor.changed()) {
      next.measured(shortened);
    }
    return next.proceed(editor.edited());
  }

  private Figure.ToolResultsShortened shorten(BodyEditor editor, String question) {
    var results = editor.toolResults();
    long before = 0;
    long after = 0;
    for (int i = 0; i < results.size(); i++) {
      var text = results.get(i);
      long tokens = Extract.tokens(text);
      if (tokens >= least) {
        var extract = Extract.of(text, question, target);
        if (!extract.equals(text)) {
          editor.replaceToolResult(i, extract);
          before += tokens;
          after += Extract.tokens(extract);
        }
      }
    }
    return new Figure.ToolResultsShortened(before, after);
  }
}
