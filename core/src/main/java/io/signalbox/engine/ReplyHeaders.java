package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.plugin.Routed;
import java.util.List;
import java.util.Locale;

/**
 * The {@code x-vsr-*} response headers, schema version 2.
 *
 * @param signals the kinds whose matches the debug headers tell
 * @param replayId whether the keys of calls are told, by which they can be looked up or judged
 */
public record ReplyHeaders(List<Kind> signals, boolean replayId) {
  private static final String REPLAY_ID = "x-vsr-replay-id";
  private static final String PATH = "x-vsr-response-path";

  /**
   * A kind of signal as the debug headers know it.
   *
   * @param leafType the type rule leaves name it by
   * @param suffix of {@code x-vsr-matched-}
   * @param category whether its first matched name is the category of a call
   */
  public record Kind(String leafType, String suffix, boolean category) {}

  public ReplyHeaders {
    signals = List.copyOf(signals);
  }

  /** What every answer of the router carries; the path tells where it came from. */
  public static HeaderEdits path(String path) {
    return HeaderEdits.NONE.overwrite("x-vsr-schema-version", "2").overwrite(PATH, path);
  }

  /** The edit that tells a call's key. */
  public static HeaderEdits replayId(Call call) {
    return HeaderEdits.NONE.overwrite(REPLAY_ID, call.key());
  }

  /** The edit that keeps a call's key from being told. */
  public static HeaderEdits noReplayId() {
    return HeaderEdits.NONE.remove(REPLAY_ID);
  }

  /** Where a reply came from, as its headers say; {@code upstream} when they do not. */
  static String pathOf(ChatReply reply) {
    var path = Headers.NONE.with(reply.edits()).first(PATH);
    return path == null ? "upstream" : path;
  }

  /** A reply with the key of its call, where that is to be told and nobody decided otherwise. */
  ChatReply marked(Call call, ChatReply reply) {
    return replayId && reply.success() && !reply.edits().touches(REPLAY_ID)
        ? reply.withEdits(replayId(call))
        : reply;
  }

  /**
   * What a backend's answer carries: routing facts on success, more when the caller asked.
   *
   * @param spoken the protocol the backend was asked in
   */
  HeaderEdits upstream(
      Routed routed, ChatRequest asked, ChatRequest sent, Protocol spoken, ChatReply reply) {
    var edits = path("upstream");
    var client = asked.source().protocol();
    boolean telling = routed.call().debug() && reply.success();
    if (telling || !client.equals(spoken)) {
      edits =
          edits
              .overwrite("x-vsr-client-protocol", client.name())
              .overwrite("x-vsr-upstream-protocol", spoken.name());
    }
    if (!reply.success()) {
      return edits;
    }
    edits = edits.overwriteIfSet("x-vsr-selected-recipe", routed.recipe());
    if (routed.verdict().decision() != null) {
      edits =
          edits
              .overwrite("x-vsr-selected-decision", routed.decisionName())
              .overwrite("x-vsr-selected-confidence", fourDecimals(routed.verdict().confidence()));
    }
    edits =
        edits
            .overwriteIfSet("x-vsr-selected-algorithm", routed.selection().algorithm())
            .overwrite("x-vsr-selected-model", routed.model().name());
    return routed.call().debug() ? edits.and(debug(routed, asked, sent)) : edits;
  }

  private HeaderEdits debug(Routed routed, ChatRequest asked, ChatRequest sent) {
    var reasons = routed.selection().candidate().reasons();
    var edits =
        HeaderEdits.NONE
            .overwrite("x-vsr-selected-reasoning", reasons ? "on" : "off")
            .overwrite("x-vsr-injected-system-prompt", Boolean.toString(instructed(asked, sent)))
            .overwrite("x-vsr-context-token-count", Long.toString(asked.estimatedTokens()));
    for (var kind : signals) {
      var holding = routed.readings().holding(kind.leafType());
      edits = edits.overwriteIfSet("x-vsr-matched-" + kind.suffix(), String.join(",", holding));
      if (kind.category()) {
        var category = routed.verdict().firstMatched(kind.leafType());
        edits =
            edits.overwriteIfSet(
                "x-vsr-selected-category",
                category == null && !holding.isEmpty() ? holding.getFirst() : category);
      }
    }
    return edits;
  }

  /** Whether the chain changed what instructs the model. */
  private static boolean instructed(ChatRequest asked, ChatRequest sent) {
    return sent.messages().stream()
        .anyMatch(message -> message.role().instructs() && !asked.messages().contains(message));
  }

  /** A confidence as the header contract writes it. */
  public static String fourDecimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
