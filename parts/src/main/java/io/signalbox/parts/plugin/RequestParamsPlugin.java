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
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what a client may ask of a model. Acts on the body as the client sent it: what the router
 * adds for the model comes later and stays.
 *
 * @param blocked keys of the body that do not pass
 * @param maxTokens the longest answer, or null for any
 * @param maxChoices the most answers to one prompt, or null for any
 * @param stripping whether keys that the client's protocol does not know pass
 */
public record RequestParamsPlugin(
    List<String> blocked, @Nullable Long maxTokens, @Nullable Long maxChoices, boolean stripping)
    implements Plugin {
  public static final PluginPart<Config> PART =
      new PluginPart<>("request_params", Config.class, RequestParamsPlugin::of);

  /** Without them there is no request, or the reply has a form that nobody asked for. */
  private static final Set<String> NEEDED =
      Set.of("model", "messages", "input", "prompt", "stream");

  /** Extensions of servers that are usual enough to be told by name; there are no others. */
  private static final Set<String> USUAL =
      Set.of(
          "add_generation_prompt",
          "cache_salt",
          "chat_template",
          "chat_template_kwargs",
          "documents",
          "extra_body",
          "guided_choice",
          "guided_grammar",
          "guided_json",
          "guided_regex",
          "ignore_eos",
          "include_reasoning",
          "kv_transfer_params",
          "length_penalty",
          "min_p",
          "min_tokens",
          "mm_processor_kwargs",
          "priority",
          "prompt_logprobs",
          "reasoning",
          "repetition_penalty",
          "skip_special_tokens",
          "stop_token_ids",
          "structured_outputs",
          "thinking",
          "top_k",
          "truncate_prompt_tokens",
          "use_beam_search");

  /** The plugin's {@code configuration}. */
  public record Config(
      @Doc("Keys of the request body to remove.") @Default("[]") List<String> blockedParams,
      @Doc("The longest answer, in tokens, whichever key asks for it.")
          @Range(min = 1, max = Integer.MAX_VALUE)
          @Nullable Long maxTokensLimit,
      @Doc("The most answers to one prompt.") @Range(min = 1, max = Integer.MAX_VALUE)
          @Nullable Long maxN,
      @Doc("Whether to remove keys that the client's protocol does not know.") @Default("false")
          boolean stripUnknown) {}

  public RequestParamsPlugin {
    blocked = List.copyOf(blocked);
  }

  private static Optional<Plugin> of(Config config, Setting setting, Findings findings) {
    for (var key : config.blockedParams()) {
      if (NEEDED.contains(key)) {
        findings.refuse(
            config, "blockedParams", key, "a key that a request can do without: not " + key);
      }
    }
    boolean idle =
        config.blockedParams().isEmpty()
            && config.maxTokensLimit() == null
            && config.maxN() == null
            && !config.stripUnknown();
    return idle
        ? Optional.empty()
        : Optional.of(
            new RequestParamsPlugin(
                config.blockedParams(),
                config.maxTokensLimit(),
                config.maxN(),
                config.stripUnknown()));
  }

  @Override
  public Stage stage() {
    return Stage.GUARD;
  }

  @Override
  public ChatReply around(Routed routed, ChatRequest request, Next next) {
    var editor = request.source().protocol().editor(request);
    if (editor == null) {
      return next.proceed(request);
    }
    remove(editor, next);
    if (maxTokens != null && editor.capAnswer(maxTokens)) {
      next.did(Deed.MAX_TOKENS_CAPPED, "");
    }
    if (maxChoices != null && editor.capChoices(maxChoices)) {
      next.did(Deed.MAX_N_CAPPED, "");
    }
    return next.proceed(editor.edited());
  }

  private void remove(BodyEditor editor, Next next) {
    for (var key : editor.members()) {
      if (blocked.contains(key)) {
        editor.remove(key);
        next.did(Deed.PARAM_BLOCKED, key);
      } else if (stripping && !editor.known().contains(key)) {
        editor.remove(key);
        next.did(Deed.UNKNOWN_FIELD_STRIPPED, USUAL.contains(key) ? key : "other");
      }
    }
  }
}
