package io.signalbox.server.extproc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.signalbox.extproc.wire.HeaderMap;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.HttpTrailers;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages of a proxy, and what stands in the answers. */
final class Messages {
  private Messages() {}

  static List<ProcessingRequest> configured(
      BodySendMode request, BodySendMode response, ProcessingRequest... messages) {
    var all = new ArrayList<>(Arrays.asList(messages));
    var config =
        ProtocolConfiguration.newBuilder()
            .setRequestBodyMode(request)
            .setResponseBodyMode(response);
    all.set(0, all.getFirst().toBuilder().setProtocolConfig(config).build());
    return all;
  }

  static ProcessingRequest requestHeaders(String method, String path, String... more) {
    var headers = headers(":method", method, ":path", path, ":authority", "a");
    return ProcessingRequest.newBuilder()
        .setRequestHeaders(
            HttpHeaders.newBuilder()
                .setHeaders(headers.addAllHeaders(headers(more).getHeadersList())))
        .build();
  }

  static ProcessingRequest endOfStream(ProcessingRequest headers) {
    return headers.toBuilder()
        .setRequestHeaders(headers.getRequestHeaders().toBuilder().setEndOfStream(true))
        .build();
  }

  static ProcessingRequest responseHeaders(String status, String contentType, String... more) {
    return ProcessingRequest.newBuilder()
        .setResponseHeaders(
            HttpHeaders.newBuilder()
                .setHeaders(
                    headers(":status", status, "content-type", contentType)
                        .addAllHeaders(headers(more).getHeadersList())))
        .build();
  }

  /** The same headers as agentgateway writes them: pseudo headers last, and to another field. */
  static ProcessingRequest agentgateway(ProcessingRequest responseHeaders) {
    var shown = responseHeaders.getResponseHeaders();
    var map = HeaderMap.newBuilder();
    for (var header : shown.getHeaders().getHeadersList()) {
      if (!header.getKey().startsWith(":")) {
        map.addHeaders(header);
      }
    }
    for (var header : shown.getHeaders().getHeadersList()) {
      if (header.getKey().startsWith(":")) {
        map.addHeaders(
            header.toBuilder().clearRawValue().setValue(header.getRawValue().toStringUtf8()));
      }
    }
    return responseHeaders.toBuilder()
        .setResponseHeaders(shown.toBuilder().setHeaders(map))
        .build();
  }

  static ProcessingRequest responseTrailers() {
    return ProcessingRequest.newBuilder()
        .setResponseTrailers(HttpTrailers.getDefaultInstance())
        .build();
  }

  static HeaderMap.Builder headers(String... fields) {
    var map = HeaderMap.newBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(fields[i])
              .setRawValue(ByteString.copyFromUtf8(fields[i + 1])));
    }
    return map;
  }

  static ProcessingRequest requestBody(String body, boolean end) {
    return requestBody(ByteString.copyFromUtf8(body), end);
  }

  static ProcessingRequest requestBody(ByteString body, boolean end) {
    return ProcessingRequest.newBuilder()
        .setRequestBody(HttpBody.newBuilder().setBody(body).setEndOfStream(end))
        .build();
  }

  static ProcessingRequest responseBody(String body, boolean end) {
    return ProcessingRequest.newBuilder()
        .setResponseBody(
            HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(body)).setEndOfStream(end))
        .build();
  }

  static ProcessingRequest requestTrailers() {
    return ProcessingRequest.newBuilder()
        .setRequestTrailers(HttpTrailers.getDefaultInstance())
        .build();
  }

  static String streamed(ScriptedProxy proxy) {
    var bytes = new ByteArrayOutputStream();
    for (ProcessingResponse answer : proxy.answers()) {
      if (answer.hasRequestBody()) {
        bytes.writeBytes(
            answer
                .getRequestBody()
                .getResponse()
                .getBodyMutation()
                .getStreamedResponse()
                .getBody()
                .toByteArray());
      }
    }
    return bytes.toString(UTF_8);
  }

  /** The request body that reaches the backend when the proxy obeys the answers in this mode. */
  static String upstream(ScriptedProxy proxy, BodySendMode mode) {
    var bytes = new ByteArrayOutputStream();
    var shown = new ArrayDeque<ByteString>();
    for (var entry : proxy.log()) {
      if (entry instanceof ProcessingRequest message && message.hasRequestBody()) {
        shown.add(message.getRequestBody().getBody());
      } else if (entry instanceof ProcessingResponse answer && answer.hasRequestBody()) {
        var mutation = answer.getRequestBody().getResponse().getBodyMutation();
        var original = mode == BodySendMode.FULL_DUPLEX_STREAMED ? null : shown.poll();
        switch (mutation.getMutationCase()) {
          case BODY -> bytes.writeBytes(mutation.getBody().toByteArray());
          case STREAMED_RESPONSE ->
              bytes.writeBytes(mutation.getStreamedResponse().getBody().toByteArray());
          case MUTATION_NOT_SET -> {
            if (original != null) {
              bytes.writeBytes(original.toByteArray());
            }
          }
          case CLEAR_BODY -> {}
        }
      } else if (entry instanceof ProcessingResponse answer && answer.hasImmediateResponse()) {
        return "";
      }
    }
    return bytes.toString(UTF_8);
  }

  /** The reply body that reaches the client when the proxy obeys the answers in this mode. */
  static String downstream(ScriptedProxy proxy, BodySendMode mode) {
    var bytes = new ByteArrayOutputStream();
    var shown = new ArrayDeque<ByteString>();
    for (var entry : proxy.log()) {
      if (entry instanceof ProcessingRequest message && message.hasResponseBody()) {
        shown.add(message.getResponseBody().getBody());
      } else if (entry instanceof ProcessingResponse answer && answer.hasResponseBody()) {
        var mutation = answer.getResponseBody().getResponse().getBodyMutation();
        var original = mode == BodySendMode.FULL_DUPLEX_STREAMED ? null : shown.poll();
        switch (mutation.getMutationCase()) {
          case BODY -> bytes.writeBytes(mutation.getBody().toByteArray());
          case STREAMED_RESPONSE ->
              bytes.writeBytes(mutation.getStreamedResponse().getBody().toByteArray());
          case MUTATION_NOT_SET -> {
            if (original != null) {
              bytes.writeBytes(original.toByteArray());
            }
          }
          case CLEAR_BODY -> {}
        }
      }
    }
    return bytes.toString(UTF_8);
  }

  static Map<String, String> set(HeaderMutation mutation) {
    var set = new LinkedHashMap<String, String>();
    for (var option : mutation.getSetHeadersList()) {
      set.put(option.getHeader().getKey(), option.getHeader().getRawValue().toStringUtf8());
    }
    return set;
  }
}
