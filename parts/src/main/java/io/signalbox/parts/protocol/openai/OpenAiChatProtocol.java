package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.GistForm;
import io.signalbox.parts.protocol.GistReader;
import io.signalbox.parts.protocol.JsonBodyWriter;
import io.signalbox.parts.protocol.JsonEditor;
import io.signalbox.parts.protocol.JsonReply;
import io.signalbox.parts.protocol.JsonTexts;
import io.signalbox.parts.protocol.Meters;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's chat completions, as vLLM serves them.
 *
 * @param clock tells when a reply was made whose backend does not say
 */
public record OpenAiChatProtocol(InstantSource clock) implements ClientSide, BackendSide, Speaking {
  private static final GistForm GIST =
      new GistForm(
          null,
          "messages",
          null,
          Set.of("text"),
          Set.of("system", "developer", "user", "assistant"),
          Set.of("model", "stream", "stream_options"),
          Set.of("max_tokens", "max_completion_tokens"),
          "n",
          Set.of(),
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "seed", "seed",
              "frequency_penalty", "frequency_penalty",
              "presence_penalty", "presence_penalty"),
          "stop");

  public OpenAiChatProtocol() {
    this(InstantSource.system());
  }

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai", "openai-chat");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new OpenAiBodyReader(this, body).read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    return new OpenAiBodyWriter(JsonBodyWriter.bodyOf(request, this)).write(request);
  }

  @Override
  public BodyEditor editor(ChatRequest request) {
    return new JsonEditor(request, new OpenAiTooling());
  }

  @Override
  public BodyTexts texts(ChatRequest request) {
    return new JsonTexts(request);
  }

  @Override
  public UsageMeter meter(ChatReply reply) {
    return Meters.of(reply);
  }

  @Override
  public ChatReply error(RouterException error) {
    return JsonReply.openAi(error);
  }

  @Override
  public Conversation read(byte[] body, Warnings warnings) {
    return new OpenAiRequestReader(body, warnings).read();
  }

  @Override
  public Gist gist(ChatRequest request) {
    return GistReader.read(request, GIST);
  }

  @Override
  public Set<String> tellingHeaders() {
    return Set.of("openai-beta");
  }

  @Override
  public ReplyWriter writer(Conversation asked, Warnings warnings) {
    return asked.wishes().stream()
        ? new OpenAiStreamWriter(clock, asked.wishes().streamUsage())
        : new OpenAiPlainWriter(clock);
  }

  @Override
  public ReplyWriter writer(ChatRequest request) {
    return request.stream()
        ? new OpenAiStreamWriter(clock, StreamOptions.asksForUsage(request))
        : new OpenAiPlainWriter(clock);
  }

  @Override
  public boolean counts(ChatRequest request) {
    return !request.stream() || StreamOptions.asksForUsage(request);
  }

  @Override
  public String ownId(String kind, long createdSeconds) {
    return "chatcmpl-%s-%d".formatted(kind, createdSeconds);
  }

  @Override
  public byte[] error(ProviderError error) {
    return ErrorBody.openAi(error).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] write(Conversation conversation, Warnings warnings) {
    return new OpenAiRequestWriter(conversation, warnings).write();
  }

  /** Anthropic's own headers mean nothing here, and its key is nobody else's business. */
  @Override
  public HeaderEdits headers(Headers client) {
    var edits = HeaderEdits.NONE;
    for (var field : client.fields()) {
      if (field.name().startsWith("anthropic-") || field.name().equals("x-api-key")) {
        edits = edits.remove(field.name());
      }
    }
    return edits;
  }

  @Override
  public ReplyReader reader(boolean stream, Warnings warnings) {
    return stream
        ? new OpenAiStreamReader()
        : new WholeReply(reply -> OpenAiPlainReader.read(reply, warnings));
  }

  @Override
  public ProviderError error(int status, byte[] body) {
    return ErrorBody.read(status, body);
  }
}
