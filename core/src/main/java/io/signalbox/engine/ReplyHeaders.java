package io.signalbox.engine;

import io.signalbox.catalog.SignalPart.Told;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Adjustment;
import io.signalbox.select.Learned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
   * @param category whether its first matched name is the category of a call
   * @param told the headers
   */
  public record Kind(String leafType, boolean category, Told told) {}

  /** What is made of signals, and no part. */
  static final Kind PROJECTIONS = new Kind("projection", false, new Told("projections", null));

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
    edits = edits.and(facts(routed));
    return routed.call().debug() ? edits.and(debug(routed, asked, sent)) : edits;
  }

  /**
   * What the answer of a plugin carries, which stands in the backend's place: no model has
   * answered, so none is named.
   *
   * @param type of the plugin
   */
  HeaderEdits answered(String type, Routed routed, ChatReply reply) {
    var edits = path(type);
    return reply.success() ? edits.and(decision(routed)) : edits;
  }

  private static HeaderEdits facts(Routed routed) {
    var edits =
        decision(routed)
            .overwriteIfSet("x-vsr-selected-algorithm", routed.selection().algorithm())
            .overwrite("x-vsr-selected-model", routed.model().name());
    return routed.selection().learned().counts() ? edits.and(replayId(routed.call())) : edits;
  }

  private static HeaderEdits decision(Routed routed) {
    var edits = HeaderEdits.NONE.overwriteIfSet("x-vsr-selected-recipe", routed.recipe());
    if (routed.verdict().decision() != null) {
      edits =
          edits
              .overwrite("x-vsr-selected-decision", routed.decisionName())
              .overwrite("x-vsr-selected-confidence", fourDecimals(routed.verdict().confidence()));
    }
    return edits;
  }

  private HeaderEdits debug(Routed routed, ChatRequest asked, ChatRequest sent) {
    var reasons = routed.selection().candidate().reasons();
    var edits =
        HeaderEdits.NONE
            .overwrite("x-vsr-selected-reasoning", reasons ? "on" : "off")
            .overwrite("x-vsr-injected-system-prompt", Boolean.toString(instructed(asked, sent)))
            .overwrite("x-vsr-context-token-count", Long.toString(asked.estimatedTokens()));
    var coverage = routed.readings().coverage();
    if (coverage != null) {
      edits = edits.overwrite("x-signalbox-read-coverage", share(coverage));
    }
    edits = edits.and(learning(routed.selection().learned()));
    for (var kind : signals) {
      var holding = routed.readings().holding(kind.leafType());
      edits =
          edits.overwriteIfSet("x-vsr-matched-" + kind.told().matched(), String.join(",", holding));
      if (kind.told().selected() != null) {
        var selected = measured(routed, kind.leafType());
        edits = edits.overwriteIfSet("x-vsr-selected-" + kind.told().selected(), selected);
      }
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

  /** What was measured of a kind, and how: {@code AR;keyword}; null when nothing was. */
  private static @Nullable String measured(Routed routed, String leafType) {
    return routed.readings().values().keySet().stream()
        .filter(name -> name.type().equals(leafType))
        .map(name -> name.name().replace(':', ';'))
        .findFirst()
        .orElse(null);
  }

  private static HeaderEdits learning(Learned learned) {
    return HeaderEdits.NONE
        .overwriteIfSet("x-vsr-session-phase", learned.phase())
        .overwriteIfSet("x-vsr-learning-methods", told(learned, Adjustment::method, false))
        .overwriteIfSet("x-vsr-learning-actions", told(learned, Adjustment::action, true))
        .overwriteIfSet("x-vsr-learning-scopes", told(learned, Adjustment::scope, true))
        .overwriteIfSet("x-vsr-learning-reasons", told(learned, Adjustment::reason, true));
  }

  private static String told(Learned learned, Function<Adjustment, String> part, boolean byMethod) {
    return learned.adjustments().stream()
        .filter(adjustment -> !part.apply(adjustment).isEmpty())
        .map(adjustment ->
            byMethod ? adjustment.method() + "=" + part.apply(adjustment) : part.apply(adjustment))
        .collect(Collectors.joining(","));
  }

  /** Whether the chain changed what instructs the model. */
  private static boolean instructed(ChatRequest asked, ChatRequest sent) {
    return sent.messages().stream()
        .anyMatch(message -> message.role().instructs() && !said(message, asked));
  }

  /** Whether a message says what the client said; its place may have moved. */
  private static boolean said(Message message, ChatRequest asked) {
    return asked.messages().stream()
        .anyMatch(own -> own.role() == message.role() && own.text().equals(message.text()));
  }

  /** A share, never rounded up: what was not read to its end is not told as if it was. */
  private static String share(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.FLOOR).toPlainString();
  }

  /** A confidence as the header contract writes it. */
  public static String fourDecimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
