package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.UsageMeter;
import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.GistForm;
import io.signalbox.parts.protocol.GistReader;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonEditor;
import io.signalbox.parts.protocol.JsonReply;
import io.signalbox.parts.protocol.JsonTexts;
import io.signalbox.parts.protocol.Meters;
import io.signalbox.parts.protocol.WholeReply;
import io.signalbox.translate.ClientSide;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Gist;
import io.signalbox.translate.Listening;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyReader;
import io.signalbox.translate.ReplyWriter;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Speaking;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * OpenAI's responses. Backends of that API are asked as the client asks; what is stored stays with
 * them. Of others the whole conversation is asked in their own format.
 *
 * @param clock tells when a translated response was made
 * @param ids random parts of the ids in translated responses
 */
public record ResponsesProtocol(InstantSource clock, Supplier<String> ids)
    implements ClientSide, Listening, Speaking {
  /** Paths beneath that hold a prompt instead of naming a response. */
  private static final Set<String> QUESTIONS = Set.of("input_tokens", "compact");

  private static final GistForm GIST =
      new GistForm(
          "instructions",
          "input",
          "message",
          Set.of("input_text", "output_text"),
          Set.of("system", "developer", "user", "assistant"),
          Set.of("model", "stream", "stream_options"),
          Set.of("max_output_tokens"),
          null,
          Set.of("conversation", "background"),
          Map.of("temperature", "temperature", "top_p", "top_p"),
          null);

  public ResponsesProtocol() {
    this(InstantSource.system(), ResponsesProtocol::random);
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public String path() {
    return "/v1/responses";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai");
  }

  /** Stored responses are read, cancelled and deleted where they are stored. */
  @Override
  public Set<String> kept(String beneath) {
    var names = beneath.split("/", -1);
    boolean one = names.length > 1 && names[0].isEmpty() && !names[1].isEmpty();
    if (!one || names.length > 3 || QUESTIONS.contains(names[1])) {
      return Set.of();
    }
    return switch (names.length == 2 ? "" : names[2]) {
      case "" -> names.length == 2 ? Set.of("GET", "DELETE") : Set.of();
      case "input_items" -> Set.of("GET");
      case "cancel" -> Set.of("POST");
      default -> Set.of();
    };
  }

  @Override
  public ChatRequest decode(byte[] body) {
    return new ResponsesBodyReader(this, body).read();
  }

  @Override
  public byte[] encode(ChatRequest request) {
    if (request.source() instanceof ResponsesBody body) {
      return ResponsesBodyWriter.write(request, body);
    }
    throw new IllegalArgumentException("a request of another protocol");
  }

  @Override
  public BodyEditor editor(ChatRequest request) {
    return new JsonEditor(request, new ResponsesTooling());
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
    return ResponsesConversation.read(body, warnings);
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
    return new ResponsesReplyWriter(asked, warnings, clock, ids);
  }

  /** What cannot be asked of other backends can still be answered here. */
  @Override
  public ReplyWriter writer(ChatRequest request) {
    var body = Json.object(request.encode());
    var wishes = new Wishes(request.stream(), request.stream(), 1, null, null, null);
    var asked =
        new Conversation(
            request.model(),
            List.of(),
            Tools.NONE,
            Sampling.UNSAID,
            wishes,
            ResponsesEcho.of(body == null ? Json.object() : body));
    return new ResponsesReplyWriter(asked, new Warnings(), clock, ids);
  }

  @Override
  public ReplyReader reader(boolean stream, Warnings warnings) {
    return stream
        ? new ResponsesStreamReader(warnings)
        : new WholeReply(response -> ResponsesReplies.read(response, warnings));
  }

  @Override
  public byte[] error(ProviderError error) {
    return ErrorBody.openAi(error).getBytes(StandardCharsets.UTF_8);
  }
}
