package io.signalbox.engine;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Warnings;

/** The translation of one call: its request on the way out, its reply on the way back. */
final class Translation {
  private static final int MAX_REPLY_BYTES = 64 << 20;
  private static final String JSON = "application/json";

  private final ClientSide client;
  private final BackendSide backend;
  private final Conversation asked;
  private final Warnings warnings = new Warnings();

  /**
   * @param request as the chain left it, in the client's protocol
   * @throws RouterException {@code BAD_REQUEST} when it makes no sense
   */
  Translation(ClientSide client, BackendSide backend, ChatRequest request) {
    this.client = client;
    this.backend = backend;
    this.asked = client.read(request.encode(), warnings);
  }

  /** The protocol the backend is asked in. */
  BackendSide backend() {
    return backend;
  }

  /**
   * The request in the backend's protocol. It names the path in {@code :path}, so that the doors
   * send it to where that protocol is spoken.
   *
   * @param original the request in the client's protocol
   * @param headers the headers of the client
   * @throws RouterException {@code BAD_REQUEST} when the backend's protocol cannot say it
   */
  ChatRequest request(ChatRequest original, Headers headers) {
    var translated = backend.decode(backend.write(asked, warnings));
    var edits =
        original
            .headers()
            .and(backend.headers(headers))
            .overwrite(":path", backend.path())
            .overwrite("content-type", JSON);
    return new ChatRequest(
        translated.model(),
        translated.stream(),
        translated.messages(),
        original.reasoning(),
        edits,
        original.envelope(),
        translated.source(),
        original.veiled());
  }

  /**
   * The reply in the client's protocol. Whatever is not streamed is read whole first, where its
   * door can: what cannot be read becomes an error then, and all warnings reach the header.
   *
   * @throws RouterException {@code UPSTREAM} when it is no reply of the backend's protocol
   */
  ChatReply reply(ChatReply reply) {
    if (packed(reply.headers())) {
      reply.body().close();
      throw new RouterException(
          Fault.UPSTREAM, "the backend sent a compressed reply (expected: identity)");
    }
    boolean events = reply.success() && reply.eventStream() && asked.wishes().stream();
    boolean late = events || !reply.body().readableBeforeHead();
    var writer = client.writer(asked, warnings);
    var type = reply.success() ? writer.contentType() : JSON;
    var body =
        reply.success()
            ? new TranslatedBody(
                reply.body(), backend.reader(reply.eventStream(), warnings), writer, late)
            : new TranslatedError(reply, backend, client);
    if (late) {
      var edits = HeaderEdits.NONE.overwrite("content-type", type).remove("content-length");
      return reply.withBody(body).withEdits(warned(edits));
    }
    var whole = body.readAll(MAX_REPLY_BYTES);
    var edits =
        HeaderEdits.NONE
            .overwrite("content-type", type)
            .overwrite("content-length", Integer.toString(whole.length));
    return reply.withBody(ReplyBody.of(whole)).withEdits(warned(edits));
  }

  private HeaderEdits warned(HeaderEdits edits) {
    return edits.overwriteIfSet(Warnings.HEADER, warnings.header());
  }

  private static boolean packed(Headers headers) {
    return headers.first("content-encoding") != null
        && !headers.says("content-encoding", "identity");
  }
}
