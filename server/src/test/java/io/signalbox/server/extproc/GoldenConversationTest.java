package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded conversation of the real proxies, held against the rules of both. */
class GoldenConversationTest {
  private static final JsonFormat.Parser PROTO = JsonFormat.parser().ignoringUnknownFields();

  /** One stream of a recorded conversation. */
  record Conversation(String name, List<ProcessingRequest> messages) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Conversation> conversations() throws IOException {
    var conversations = new ArrayList<Conversation>();
    var stream =
        Objects.requireNonNull(
            GoldenConversationTest.class.getResourceAsStream("/goldens/conversations.jsonl.gz"));
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var golden = JsonMapper.shared().readTree(line);
        for (var recorded : golden.get("streams")) {
          conversations.add(
              new Conversation(
                  golden.get("proxy").asString() + "/" + golden.get("case").asString(),
                  messages(recorded.get("events"))));
        }
      }
    }
    return conversations.stream();
  }

  private static List<ProcessingRequest> messages(JsonNode events)
      throws InvalidProtocolBufferException {
    var messages = new ArrayList<ProcessingRequest>();
    for (var event : events) {
      if (event.get("from").asString().equals("proxy") && event.has("msg")) {
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
        messages.add(message.build());
      }
    }
    return messages;
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

  @Test
  void thereAreAsManyAsWereRecorded() throws IOException {
    assertThat(conversations().count()).isGreaterThan(600);
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void whatIsNotOursPasses(Conversation conversation) {
    var proxy = play(conversation.messages());

    assertThat(ProxyRules.violations(modes(conversation), proxy.log())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void whatIsOursIsAnsweredByTheRules(Conversation conversation) {
    var messages = conversation.messages().stream().map(GoldenConversationTest::asChat).toList();
    var proxy = play(messages);

    assertThat(ProxyRules.violations(modes(conversation), proxy.log())).isEmpty();
  }

  /** A whole body is routed, whatever the mode and the pieces that it was recorded in. */
  @ParameterizedTest
  @MethodSource("conversations")
  void whatIsOursIsServedInEveryMode(Conversation conversation) {
    var modes = modes(conversation);
    var body = new ByteArrayOutputStream();
    for (var message : conversation.messages()) {
      if (message.hasRequestBody()) {
        body.writeBytes(message.getRequestBody().getBody().toByteArray());
      }
    }
    var text = body.toString(StandardCharsets.UTF_8);
    // Some were recorded with an override of the request's mode, which we never send.
    boolean ours = modes.requestShown() && !conversation.name().contains("override-req");
    if (ours && text.startsWith("{\"model\":\"auto\",") && text.endsWith("]}")) {
      var proxy =
          play(conversation.messages().stream().map(GoldenConversationTest::asChat).toList());
      assertThat(Messages.upstream(proxy, modes.request()))
          .isEqualTo(text.replace("\"auto\"", "\"base-model\""));
    }
  }

  private static ScriptedProxy play(List<ProcessingRequest> messages) {
    var proxy = new ScriptedProxy(messages);
    new EnvoySession(
            proxy,
            TestRouter.router(RouterEvents.NONE),
            TestRouter.CATALOG,
            RouterEvents.NONE,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20))
        .run();
    return proxy;
  }

  private static Modes modes(Conversation conversation) {
    return conversation.messages().isEmpty()
        ? Modes.of(ProcessingRequest.getDefaultInstance())
        : Modes.of(conversation.messages().getFirst());
  }

  /** The same message as if the client had asked for a turn of chat. */
  private static ProcessingRequest asChat(ProcessingRequest message) {
    if (!message.hasRequestHeaders()) {
      return message;
    }
    var headers = HttpHeaders.newBuilder(message.getRequestHeaders());
    for (var header : headers.getHeadersBuilder().getHeadersBuilderList()) {
      if (header.getKey().equals(":path")) {
        header.clearValue().setRawValue(ByteString.copyFromUtf8("/v1/chat/completions"));
      }
    }
    return message.toBuilder().setRequestHeaders(headers).build();
  }
}
