package io.signalbox.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A protocol of lines for tests: the model, then one message a line as {@code role: text}. Its
 * meter counts the bytes of the reply as completion tokens.
 */
public record FakeProtocol() implements Protocol {
  private record Body(Protocol protocol, byte[] bytes, String model, List<Message> messages)
      implements ChatRequest.Source {}

  @Override
  public String name() {
    return "lines";
  }

  @Override
  public String path() {
    return "/lines";
  }

  @Override
  public Set<String> apiFormats() {
    return Set.of("openai");
  }

  @Override
  public ChatRequest decode(byte[] body) {
    var lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || lines.getFirst().isBlank()) {
      throw new RouterException(Fault.BAD_REQUEST, "model: missing (expected: a first line)");
    }
    var messages = new ArrayList<Message>();
    for (var line : lines.subList(1, lines.size())) {
      messages.add(message(line));
    }
    return request(body, lines.getFirst(), messages);
  }

  private static Message message(String line) {
    int colon = line.indexOf(": ");
    var role = colon < 0 ? "" : line.substring(0, colon).toUpperCase(Locale.ROOT);
    for (var known : Role.values()) {
      if (known.name().equals(role)) {
        return new Message(known, line.substring(colon + 2), null, null);
      }
    }
    throw new RouterException(Fault.BAD_REQUEST, "a message without a role (expected: role: text)");
  }

  ChatRequest request(String model, List<Message> messages) {
    return request(text(model, messages), model, messages);
  }

  private ChatRequest request(byte[] body, String model, List<Message> messages) {
    int bytes = messages.stream().mapToInt(message -> Utf8.length(message.text())).sum();
    var envelope = new Envelope(bytes, 0, 0, messages.size(), 0, 0, 0, shape(messages));
    var source = new Body(this, body, model, List.copyOf(messages));
    return new ChatRequest(model, false, messages, null, HeaderEdits.NONE, envelope, source);
  }

  private static Shape shape(List<Message> messages) {
    var speakers = new EnumMap<Role, Integer>(Role.class);
    messages.forEach(message -> speakers.merge(message.role(), 1, Integer::sum));
    int results = speakers.getOrDefault(Role.TOOL, 0);
    boolean loop = !messages.isEmpty() && messages.getLast().role() == Role.TOOL;
    return new Shape(speakers, results, loop, Shape.Pictures.UNSAID, Map.of());
  }

  @Override
  public byte[] encode(ChatRequest request) {
    if (request.source() instanceof Body body
        && body.model.equals(request.model())
        && body.messages.equals(request.messages())) {
      return body.bytes;
    }
    return text(request.model(), request.messages());
  }

  private static byte[] text(String model, List<Message> messages) {
    var text = new StringBuilder(model).append('\n');
    for (var message : messages) {
      text.append(message.role().name().toLowerCase(Locale.ROOT));
      text.append(": ").append(message.text()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public BodyTexts texts(ChatRequest request) {
    var messages = request.messages();
    return new BodyTexts() {
      @Override
      public List<BodyText> all() {
        return messages.stream()
            .map(message ->
                new BodyText(BodyText.Voice.USER, 0, "\n", message.text(), BodyText.Form.TEXT))
            .toList();
      }

      @Override
      public ChatRequest with(List<String> texts) {
        var changed = new ArrayList<Message>();
        for (int i = 0; i < texts.size(); i++) {
          var message = messages.get(i);
          boolean same = message.text().equals(texts.get(i));
          changed.add(same ? message : message.withText(texts.get(i)));
        }
        return changed.equals(messages) ? request : request.withMessages(changed);
      }
    };
  }

  @Override
  public UsageMeter meter(ChatReply reply) {
    return new UsageMeter() {
      private int bytes;

      @Override
      public void see(byte[] chunk) {
        bytes += chunk.length;
      }

      @Override
      public @Nullable Usage usage() {
        return bytes == 0 ? null : new Usage(0, bytes);
      }

      @Override
      public @Nullable String model() {
        return bytes == 0 ? null : "fake-1";
      }
    };
  }

  @Override
  public ChatReply error(RouterException error) {
    var body = ReplyBody.of((error.message() + "\n").getBytes(StandardCharsets.UTF_8));
    return new ChatReply(error.status(), Headers.NONE, error.headers(), body);
  }
}
