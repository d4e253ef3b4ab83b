package io.signalbox.server.cache;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.cache.Asked;
import io.signalbox.parts.cache.CacheScope;
import io.signalbox.parts.cache.Identity;
import io.signalbox.parts.cache.Question;
import io.signalbox.parts.cache.Questions;
import io.signalbox.server.cache.Rehearsal.Seen;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the requests.
 *
 * @param body as it is
 * @param request as it was read
 * @param call who asks
 * @param asked what it asks
 * @param seen what became of it
 */
record Side(JsonNode body, ChatRequest request, Call call, Asked asked, Seen seen) {

  /**
   * Serves a request and looks what becomes of it.
   *
   * @throws RouterException when it is refused
   */
  static Side of(Rehearsal rehearsal, Protocol protocol, byte[] bytes, Call call)
      throws InterruptedException {
    var request = protocol.decode(bytes);
    var seen = rehearsal.serve(call, request);
    return new Side(
        JsonMapper.shared().readTree(bytes),
        request,
        call,
        Questions.of(request, call.headers()),
        seen);
  }

  /** The question, or null when there is none to which an answer could be kept. */
  @Nullable Question question() {
    return asked instanceof Question question ? question : null;
  }

  Protocol protocol() {
    return request.source().protocol();
  }

  String recipe() {
    return seen.routed() == null ? "" : seen.routed().recipe();
  }

  String decision() {
    return seen.routed() == null ? "" : seen.routed().decisionName();
  }

  String model() {
    return seen.routed() == null ? "" : seen.routed().model().name();
  }

  /** How its model is told to think, in words. */
  String reasoning() {
    var thinking = seen.routed() == null ? null : seen.routed().selection().candidate().thinking();
    return thinking == null || !thinking.enabled() ? "off" : thinking.effort();
  }

  /** Whose answers it may see, as far as its headers tell. */
  @Nullable Identity identity(CacheScope scope) {
    return CacheScope.of(scope, call.headers()).orElse(null);
  }

  /** What another body would ask in place of this one; null when nothing. */
  @Nullable Question asking(JsonNode other) {
    try {
      var bytes = JsonMapper.shared().writeValueAsBytes(other);
      var read = Questions.of(protocol().decode(bytes), call.headers());
      return read instanceof Question question ? question : null;
    } catch (RouterException unreadable) {
      return null;
    }
  }
}
