package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyReader;
import io.signalbox.translate.ReplyWriter;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Anthropic's messages. */
public record AnthropicMessagesProtocol() implements Protocol, ClientSide, BackendSide {
  private static final String VERSION = "anthropic-version";

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("anthropic");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new AnthropicBodyReader(this, body).read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    return new AnthropicBodyWriter(JsonBodyWriter.bodyOf(request, this)).write(request);
  }

  @Override
  public UsageMeter meter(ChatReply reply) {
    return Meters.of(reply);
  }

  @Override
  public ChatReply error(RouterException error) {
    return JsonReply.error(error, ErrorBody.anthropic(error.fault().status(), error.message()));
  }

  @Override
  public Conversation read(byte[] body, Warnings warnings) {
    return new AnthropicRequestReader(body, warnings).read();
  }

  @Override
  public ReplyWriter writer(Conversation asked, Warnings warnings) {
    return asked.wishes().stream()
        ? new AnthropicStreamWriter()
        : new AnthropicPlainWriter(warnings);
  }

  @Override
  public byte[] error(ProviderError error) {
    return ErrorBody.anthropic(error.status(), error.message()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] write(Conversation conversation, Warnings warnings) {
    return new AnthropicRequestWriter(conversation, warnings).write();
  }

  /** The API refuses a request without its version. */
  @Override
  public HeaderEdits headers(Headers client) {
    return client.first(VERSION) == null
        ? HeaderEdits.NONE.overwrite(VERSION, "2023-06-01")
        : HeaderEdits.NONE;
  }

  @Override
  public ReplyReader reader(boolean stream, Warnings warnings) {
    return stream
        ? new AnthropicStreamReader(warnings)
        : new WholeReply(reply -> AnthropicPlainReader.read(reply, warnings));
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ErrorBody.read(status, body);
  }
}
