package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.extproc.wire.GrpcStatus;
import io.signalbox.extproc.wire.HttpStatus;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;

/**
 * Answers that the proxy gives its client in the backend's place. The status is the reply's own, or
 * 502 where it is none that a client may see; the body is text, because agentgateway takes nothing
 * else; the proxy counts its length.
 */
final class Immediate {
  private static final int BAD_GATEWAY = 502;
  private static final byte[] NOTHING = {};

  private Immediate() {}

  /**
   * The answer, to which all of the reply's body is pulled.
   *
   * @param request headers of the request
   */
  static ProcessingResponse of(ChatReply reply, Headers request) {
    return of(reply, NOTHING, request);
  }

  /**
   * The answer, to which the rest of the reply's body is pulled.
   *
   * @param pulled what of the body was pulled already
   * @param request headers of the request
   */
  static ProcessingResponse of(ChatReply reply, byte[] pulled, Headers request) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(pulled);
    try (var body = reply.body()) {
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        bytes.writeBytes(chunk);
      }
    }
    var type = request.first("content-type");
    boolean grpc = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/grpc");
    return of(reply, bytes.toByteArray(), grpc);
  }

  /**
   * The answer.
   *
   * @param body all of the reply's body
   * @param grpc whether the client speaks gRPC, and reads the status in its terms
   */
  static ProcessingResponse of(ChatReply reply, byte[] body, boolean grpc) {
    int status = reply.status() < 200 || reply.status() > 599 ? BAD_GATEWAY : reply.status();
    var text = status == 204 || status == 304 ? "" : new String(body, StandardCharsets.UTF_8);
    var answer =
        ImmediateResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCode(status))
            .setHeaders(Mutations.of(headers(reply, text)))
            .setBody(ByteString.copyFromUtf8(text))
            .setDetails("signalbox");
    if (grpc) {
      answer.setGrpcStatus(GrpcStatus.newBuilder().setStatus(grpcStatus(status)));
    }
    return ProcessingResponse.newBuilder().setImmediateResponse(answer).build();
  }

  private static HeaderEdits headers(ChatReply reply, String text) {
    var edits = HeaderEdits.NONE;
    var seen = new HashSet<String>();
    for (Header field : reply.headers().with(reply.edits()).fields()) {
      if (!field.name().equals("content-encoding")) {
        edits =
            seen.add(field.name())
                ? edits.overwrite(field.name(), field.value())
                : edits.append(field.name(), field.value());
      }
    }
    return seen.contains("content-type") ? edits : edits.overwrite("content-type", type(text));
  }

  private static String type(String text) {
    var start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[")
        ? "application/json"
        : "text/plain; charset=utf-8";
  }

  /** The gRPC status code of an HTTP status. */
  private static int grpcStatus(int http) {
    return switch (http) {
      case 400, 405, 415 -> 3;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 12;
      case 408, 504 -> 4;
      case 413, 429 -> 8;
      case 499 -> 1;
      case 502, 503 -> 14;
      default -> http < 300 ? 0 : http >= 500 ? 13 : 2;
    };
  }
}
