package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.GistForm;
import io.signalbox.parts.protocol.GistReader;
import io.signalbox.parts.protocol.WholeReply;
import io.signalbox.translate.BackendSide;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Gist;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyReader;
import io.signalbox.translate.ReplyWriter;
import io.signalbox.translate.Speaking;
import io.signalbox.translate.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Anthropic's messages. */
public record AnthropicMessagesProtocol()
    implements AnthropicFormat, ClientSide, BackendSide, Speaking {
  private static final String VERSION = "anthropic-version";

  private static final GistForm GIST =
      new GistForm(
          "system",
          "messages",
          null,
          Set.of("text"),
          Set.of("user", "assistant"),
          Set.of("model", "stream"),
          Set.of("max_tokens"),
          null,
          Set.of("container"),
          Map.of("temperature", "temperature", "top_p", "top_p"),
          "stop_sequences");

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public Conversation read(byte[] body, Warnings warnings) {
    return new AnthropicRequestReader(body, warnings).read();
  }

  @Override
  public Gist gist(ChatRequest request) {
    return GistReader.read(request, GIST);
  }

  @Override
  public Set<String> tellingHeaders() {
    return Set.of("anthropic-beta");
  }

  @Override
  public ReplyWriter writer(Conversation asked, Warnings warnings) {
    return asked.wishes().stream()
        ? new AnthropicStreamWriter()
        : new AnthropicPlainWriter(warnings);
  }

  @Override
  public ReplyWriter writer(ChatRequest request) {
    return request.stream()
        ? new AnthropicStreamWriter()
        : new AnthropicPlainWriter(new Warnings());
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
