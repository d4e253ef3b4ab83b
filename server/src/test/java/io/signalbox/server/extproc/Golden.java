package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.server.extproc.HttpCall.Departure;
import io.signalbox.server.extproc.ProxySettings.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recorded conversation of a real proxy, with the HTTP exchange around it. */
record Golden(String name, JsonNode record, List<Event> events) {
  private static final JsonFormat.Parser PROTO = JsonFormat.parser().ignoringUnknownFields();

  /** Status codes as their enum's names, which our messages know as numbers only. */
  private static final Map<String, Integer> CODES =
      Map.of("Continue", 100, "OK", 200, "Forbidden", 403, "TooManyRequests", 429);

  /** One step of the stream. */
  sealed interface Event {
    record FromProxy(ProcessingRequest message) implements Event {}

    record FromServer(ProcessingResponse answer) implements Event {}

    record ServerEnd(boolean well) implements Event {}

    record ProxyEnd() implements Event {}
  }

  static List<Golden> all() {
    var all = new ArrayList<Golden>();
    var stream =
        Objects.requireNonNull(Golden.class.getResourceAsStream("/goldens/conversations.jsonl.gz"));
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var record = JsonMapper.shared().readTree(line);
        var name = record.get("proxy").asString() + "/" + record.get("case").asString();
        all.add(new Golden(name, record, events(record)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<Event> events(JsonNode record) throws InvalidProtocolBufferException {
    var events = new ArrayList<Event>();
    for (var stream : record.get("streams")) {
      for (var event : stream.get("events")) {
        boolean proxy = event.get("from").asString().equals("proxy");
        if (!event.has("msg")) {
          var status = event.has("status") ? event.get("status").asString() : "OK";
          events.add(proxy ? new Event.ProxyEnd() : new Event.ServerEnd(status.equals("OK")));
        } else if (proxy) {
          events.add(new Event.FromProxy(message(event)));
        } else {
          events.add(new Event.FromServer(answer(event)));
        }
      }
    }
    return events;
  }

  private static ProcessingRequest message(JsonNode event) throws InvalidProtocolBufferException {
    var message = ProcessingRequest.newBuilder();
    PROTO.merge(event.get("msg").toString(), message);
    if (event.has("body_rle")) {
      var body = expanded(event.get("body_rle"));
      if (message.hasRequestBody()) {
        message.getRequestBodyBuilder().setBody(body);
      } else {
        message.getResponseBodyBuilder().setBody(body);
      }
    }
    return message.build();
  }

  private static ProcessingResponse answer(JsonNode event) throws InvalidProtocolBufferException {
    var answer = ProcessingResponse.newBuilder();
    var text = event.get("msg").toString();
    for (var code : CODES.entrySet()) {
      text = text.replace("\"code\":\"" + code.getKey() + "\"", "\"code\":" + code.getValue());
    }
    PROTO.merge(text, answer);
    if (event.has("body_rle")) {
      var body = expanded(event.get("body_rle"));
      var common =
          answer.hasRequestBody()
              ? answer.getRequestBodyBuilder().getResponseBuilder()
              : answer.getResponseBodyBuilder().getResponseBuilder();
      var mutation = common.getBodyMutationBuilder();
      if (mutation.hasStreamedResponse()) {
        mutation.getStreamedResponseBuilder().setBody(body);
      } else {
        mutation.setBody(body);
      }
    }
    return answer.build();
  }

  private static ByteString expanded(JsonNode runs) {
    var bytes = new ByteArrayOutputStream();
    for (var run : runs) {
      var text = run.get(1).asString();
      switch (run.get(0).asString()) {
        case "t" -> bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        case "r" ->
            bytes.writeBytes(text.repeat(run.get(2).asInt()).getBytes(StandardCharsets.UTF_8));
        case "b64" -> bytes.writeBytes(Base64.getDecoder().decode(text));
        default -> throw new IllegalArgumentException(run.toString());
      }
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** The bytes of a recorded body, however written. */
  static ByteString bytes(JsonNode body) {
    if (body.has("text")) {
      return ByteString.copyFromUtf8(body.get("text").asString());
    }
    if (body.has("rle")) {
      return expanded(body.get("rle"));
    }
    return body.has("b64")
        ? ByteString.copyFrom(Base64.getDecoder().decode(body.get("b64").asString()))
        : ByteString.EMPTY;
  }

  static List<Header> headers(@Nullable JsonNode pairs) {
    var headers = new ArrayList<Header>();
    if (pairs != null) {
      for (var pair : pairs) {
        headers.add(new Header(pair.get(0).asString(), pair.get(1).asString()));
      }
    }
    return headers;
  }

  JsonNode config() {
    return record.get("config");
  }

  /** Lines of configuration beyond the usual, or the empty string. */
  String extra() {
    return config().has("extra") ? config().get("extra").asString() : "";
  }

  boolean envoy() {
    return name.startsWith("envoy/");
  }

  /** Whether the server ended the stream before the proxy did. */
  boolean serverLeaves() {
    for (var event : events) {
      if (event instanceof Event.ProxyEnd) {
        return false;
      }
      if (event instanceof Event.ServerEnd) {
        return true;
      }
    }
    return false;
  }

  ProxySettings settings() {
    var mode = config().get("processing_mode");
    var modes =
        ProcessingMode.newBuilder()
            .setRequestHeaderMode(HeaderSendMode.valueOf(text(mode, "request_header_mode")))
            .setResponseHeaderMode(HeaderSendMode.valueOf(text(mode, "response_header_mode")))
            .setRequestBodyMode(BodySendMode.valueOf(text(mode, "request_body_mode")))
            .setResponseBodyMode(BodySendMode.valueOf(text(mode, "response_body_mode")))
            .setRequestTrailerMode(HeaderSendMode.valueOf(text(mode, "request_trailer_mode")))
            .setResponseTrailerMode(HeaderSendMode.valueOf(text(mode, "response_trailer_mode")));
    int usual = (envoy() ? 1 : 2) * ProxySettings.MEBIBYTE;
    return new ProxySettings(
        envoy() ? Kind.ENVOY : Kind.AGENTGATEWAY,
        modes.build(),
        flag("allow_mode_override"),
        flag("failure_mode_allow"),
        config().has("buffer_limit") ? config().get("buffer_limit").asInt() : usual,
        extra().contains("status_on_error") ? 503 : 500,
        extra().contains("disable_immediate_response"));
  }

  private boolean flag(String key) {
    return config().has(key) && config().get(key).asBoolean();
  }

  private static String text(JsonNode node, String key) {
    return node.get(key).asString().toUpperCase(Locale.ROOT);
  }

  /**
   * The client's side; a body that was shown in pieces comes in these, for their size is timing.
   */
  HttpCall call() {
    var http = record.get("http_request");
    var pieces = new ArrayList<ByteString>();
    boolean posted = http.has("body") && !http.get("method").asString().equals("GET");
    if (posted && !http.get("body").isNull()) {
      http.get("body").forEach(piece -> pieces.add(bytes(piece)));
    }
    var headers = new ArrayList<>(headers(http.get("headers")));
    var trailers = headers(http.get("trailers"));
    if (!trailers.isEmpty() && http.get("proto").asString().equals("HTTP/1.1")) {
      headers.add(new Header("te", "trailers"));
    }
    int length = pieces.stream().mapToInt(ByteString::size).sum();
    boolean sized = posted && http.get("framing").asString().equals("content-length");
    if (sized) {
      headers.add(new Header("content-length", Integer.toString(length)));
    }
    pieces.removeIf(ByteString::isEmpty);
    var call =
        new HttpCall(
            http.get("method").asString(),
            http.get("path").asString(),
            headers,
            !posted || (sized && length == 0),
            pieces,
            sized,
            trailers,
            departure(http));
    var shown = shown(true);
    return shown.pieces().isEmpty() || call.departure() == Departure.IN_REQUEST
        ? call
        : call.with(rest(shown.pieces(), call.body()), shown.end());
  }

  private Departure departure(JsonNode http) {
    if (!http.has("abort_after_ms")) {
      return Departure.NEVER;
    }
    boolean replied =
        events.stream()
            .anyMatch(e -> e instanceof Event.FromProxy(var m) && m.hasResponseHeaders());
    if (replied) {
      return Departure.IN_REPLY;
    }
    return http.has("framing") && http.get("framing").asString().equals("content-length")
        ? Departure.BEFORE_REPLY
        : Departure.IN_REQUEST;
  }

  /** What is beyond the recorded pieces is one more piece. */
  private static List<ByteString> rest(List<ByteString> pieces, ByteString whole) {
    var all = new ArrayList<>(pieces);
    int shown = pieces.stream().mapToInt(ByteString::size).sum();
    if (shown < whole.size()) {
      all.add(whole.substring(shown));
    }
    return all;
  }

  /** The backend's side: as the proxy showed it, and where it did not, as the client got it. */
  UpstreamReply reply() {
    var client = record.get("http_response");
    var headers = new ArrayList<Header>();
    int status = client.get("status").asInt();
    boolean bodiless = false;
    for (var event : events) {
      if (event instanceof Event.FromProxy(var message) && message.hasResponseHeaders()) {
        var head = MessageHead.of(message.getResponseHeaders().getHeaders());
        headers.addAll(head.headers().fields());
        status = head.status();
        bodiless = message.getResponseHeaders().getEndOfStream();
      }
    }
    if (headers.isEmpty()) {
      headers.addAll(headers(client.get("headers")));
    }
    var shown = shown(false);
    var pieces = shown.pieces();
    var path = record.get("http_request").get("path").asString();
    if (pieces.isEmpty() && path.startsWith("/big?n=")) {
      int size = Integer.parseInt(path.substring("/big?n=".length()));
      pieces = List.of(ByteString.copyFromUtf8("z".repeat(size)));
    } else if (pieces.isEmpty() && !bytes(client).isEmpty()) {
      pieces = List.of(bytes(client));
    } else if (bytes(client).size() > shown.size() && name.contains("resp-partial")) {
      pieces = rest(pieces, bytes(client));
    }
    var trailers =
        path.startsWith("/trailers") ? List.of(new Header("x-checksum", "abc")) : List.<Header>of();
    return new UpstreamReply(
        status,
        headers,
        bodiless,
        pieces,
        shown.end() && !pieces.isEmpty(),
        trailers,
        path.equals("/abort"),
        path.startsWith("/early"));
  }

  /** A body as it was shown: its bytes, and whether the last of them told the end. */
  record Shown(List<ByteString> pieces, boolean end) {
    int size() {
      return pieces.stream().mapToInt(ByteString::size).sum();
    }
  }

  private Shown shown(boolean request) {
    var pieces = new ArrayList<ByteString>();
    boolean end = false;
    for (var event : events) {
      if (event instanceof Event.FromProxy(var message)
          && (request ? message.hasRequestBody() : message.hasResponseBody())) {
        var body = request ? message.getRequestBody() : message.getResponseBody();
        if (!body.getBody().isEmpty()) {
          pieces.add(body.getBody());
          end = body.getEndOfStream();
        }
      }
    }
    return new Shown(pieces, end);
  }
}
