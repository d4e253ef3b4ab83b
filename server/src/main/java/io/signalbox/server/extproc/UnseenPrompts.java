package io.signalbox.server.extproc;

import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.fleet.Model;

/**
 * Does with requests whose prompt the proxy does not show what the configuration says: {@code
 * block}, {@code default_model} or {@code pass}. Every one is told. Naming a model in the body that
 * nobody sees makes no difference: it cannot be known.
 */
final class UnseenPrompts {
  /** What is hidden, and what would show it. */
  private enum Hidden {
    BODY_OFF(Fault.BLOCKED, "request_body_mode NONE", "BUFFERED, STREAMED or FULL_DUPLEX_STREAMED"),
    BODY_FOREIGN(
        Fault.BLOCKED, "request_body_mode GRPC", "BUFFERED, STREAMED or FULL_DUPLEX_STREAMED"),
    BODY_CUT(
        Fault.CUT,
        "request_body_mode BUFFERED_PARTIAL, body cut",
        "a body within the proxy's buffer, or BUFFERED, STREAMED or FULL_DUPLEX_STREAMED"),
    HEADERS_OFF(Fault.BLOCKED, "request_header_mode SKIP, body of no known protocol", "SEND"),
    REQUEST_OFF(
        Fault.BLOCKED,
        "request_header_mode SKIP, request_body_mode NONE",
        "SEND, and BUFFERED, STREAMED or FULL_DUPLEX_STREAMED");

    private final Fault fault;
    private final String mode;
    private final String expected;

    Hidden(Fault fault, String mode, String expected) {
      this.fault = fault;
      this.mode = mode;
      this.expected = expected;
    }

    RouterException blocked() {
      return new RouterException(
          fault, "the proxy does not show the prompt: %s (expected: %s)".formatted(mode, expected));
    }
  }

  private final Recipes recipes;
  private final ProxyChannel channel;
  private final RouterEvents events;
  private final HeaderEdits withheld;

  /**
   * @param withheld what of the headers goes no further
   */
  UnseenPrompts(Recipes recipes, ProxyChannel channel, RouterEvents events, HeaderEdits withheld) {
    this.withheld = withheld;
    this.recipes = recipes;
    this.channel = channel;
    this.events = events;
  }

  /**
   * Answers the headers of a request whose body will not be shown, or not in a form that can be
   * read.
   */
  void headers(Call call, BodySendMode mode) {
    var hidden = mode == BodySendMode.NONE ? Hidden.BODY_OFF : Hidden.BODY_FOREIGN;
    events.unseen(call, hidden.mode);
    var edits =
        switch (recipes.settings().unseenPrompt()) {
          case BLOCK -> throw hidden.blocked();
          case DEFAULT_MODEL -> routed(call, defaultModel(hidden));
          case PASS -> withheld;
        };
    channel.send(
        Answers.requestHeaders(Answers.common(edits, recipes.settings().clearRouteCache())));
  }

  /** Lets a body pass that comes in a form that cannot be read, its headers long gone. */
  void foreignBody(Call call) {
    events.unseen(call, Hidden.BODY_FOREIGN.mode);
    if (recipes.settings().unseenPrompt() != UnseenPrompt.PASS) {
      throw Hidden.BODY_FOREIGN.blocked();
    }
  }

  /** Sends on a request of which only the beginning of the body is shown. */
  void cut(Call call, RequestFlow flow, byte[] beginning) {
    events.unseen(call, Hidden.BODY_CUT.mode);
    switch (recipes.settings().unseenPrompt()) {
      case BLOCK -> throw Hidden.BODY_CUT.blocked();
      case DEFAULT_MODEL -> {
        var model = defaultModel(Hidden.BODY_CUT);
        var named = ModelMember.replaced(beginning, model.outgoingName(model.primary()));
        if (named == null) {
          throw Hidden.BODY_CUT.blocked();
        }
        flow.send(named, routed(call, model));
      }
      case PASS -> flow.send(beginning, withheld);
    }
  }

  /**
   * Sends on a body that no protocol reads, of a request whose path is not known. Where it names no
   * model, there is nothing to set.
   */
  void unknown(Call call, RequestFlow flow, byte[] body) {
    events.unseen(call, Hidden.HEADERS_OFF.mode);
    switch (recipes.settings().unseenPrompt()) {
      case BLOCK -> throw Hidden.HEADERS_OFF.blocked();
      case DEFAULT_MODEL -> {
        var model = defaultModel(Hidden.HEADERS_OFF);
        var named = ModelMember.replaced(body, model.outgoingName(model.primary()));
        flow.send(named == null ? body : named, HeaderEdits.NONE);
      }
      case PASS -> flow.send(body, HeaderEdits.NONE);
    }
  }

  /**
   * Lets a reply pass whose request was not shown at all, or the trailers of that request.
   *
   * @param first what is shown first; unless it is the head of a failure, it is withheld where
   *     prompts are guarded
   */
  void reply(Call call, ProcessingRequest first) {
    events.unseen(call, Hidden.REQUEST_OFF.mode);
    int status = MessageHead.of(first.getResponseHeaders().getHeaders()).status();
    boolean failed = first.hasResponseHeaders() && (status < 200 || status > 299);
    if (!failed && recipes.settings().unseenPrompt() == UnseenPrompt.BLOCK) {
      throw Hidden.REQUEST_OFF.blocked();
    }
  }

  private HeaderEdits routed(Call call, Model model) {
    return withheld.overwrite("x-selected-model", model.name()).and(recipes.admit(call, model));
  }

  private Model defaultModel(Hidden hidden) {
    var model = recipes.fleet().defaultModel();
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "the proxy does not show the prompt (%s) and no default model is configured"
                  .formatted(hidden.mode)
              + " (providers.defaults.default_model)");
    }
    return model;
  }
}
