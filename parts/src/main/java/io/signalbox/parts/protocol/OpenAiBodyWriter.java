package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.OpenAiBody.Span;
import java.util.Objects;

/**
 * Writes what was changed about a request into the body it came in. Messages may be added and
 * changed; those the client sent stay in their order.
 */
final class OpenAiBodyWriter {
  private static final String TEMPLATE = "chat_template_kwargs";

  private final OpenAiBody body;
  private final Splices splices = new Splices();

  private OpenAiBodyWriter(OpenAiBody body) {
    this.body = body;
  }

  static byte[] write(ChatRequest request, OpenAiBody body) {
    var writer = new OpenAiBodyWriter(body);
    if (!request.model().equals(body.model())) {
      writer.setMember("model", Json.quoted(request.model()));
    }
    if (!request.messages().equals(body.messages())) {
      writer.writeMessages(request);
    }
    if (request.reasoning() != null) {
      writer.writeReasoning(request.reasoning());
    }
    return writer.splices.applyTo(body.bytes());
  }

  private void writeMessages(ChatRequest request) {
    int index = 0;
    var originals = body.messages();
    for (var message : request.messages()) {
      if (message.origin() == null) {
        insert(message, index);
        continue;
      }
      var original = index < originals.size() ? originals.get(index) : null;
      if (original == null || !message.origin().equals(original.origin())) {
        throw new IllegalArgumentException("messages of the client were moved or dropped");
      }
      if (!message.equals(original)) {
        edit(message, message.origin(), original);
      }
      index++;
    }
    if (index != originals.size()) {
      throw new IllegalArgumentException("messages of the client were moved or dropped");
    }
  }

  private void insert(Message message, int index) {
    var json =
        "{\"role\":\"%s\",\"content\":%s}"
            .formatted(roleName(message.role()), Json.quoted(message.text()));
    var originals = body.messages();
    if (index < originals.size()) {
      splices.insert(origin(originals.get(index)).start(), json + ",");
    } else {
      splices.insert(origin(originals.getLast()).end(), "," + json);
    }
  }

  private static Message.Origin origin(Message message) {
    return Objects.requireNonNull(message.origin());
  }

  private static String roleName(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case DEVELOPER -> "developer";
      case USER, OTHER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }

  private void edit(Message message, Message.Origin origin, Message original) {
    var prefix = message.prefix();
    if (prefix == null
        || origin.contentStart() < 0
        || !original.withPrefix(prefix).equals(message)) {
      setContent(origin, message.text());
      return;
    }
    switch (body.bytes()[origin.contentStart()]) {
      case '"' -> {
        var gap = original.text().isEmpty() ? "" : "\\n\\n";
        splices.insert(origin.contentStart() + 1, Json.escaped(prefix) + gap);
      }
      case '[' -> {
        var part = "{\"type\":\"text\",\"text\":%s}".formatted(Json.quoted(prefix));
        boolean empty = nextVisible(origin.contentStart() + 1) == ']';
        splices.insert(origin.contentStart() + 1, empty ? part : part + ",");
      }
      default -> setContent(origin, prefix);
    }
  }

  private void setContent(Message.Origin origin, String text) {
    if (origin.contentStart() < 0) {
      boolean empty = nextVisible(origin.start() + 1) == '}';
      splices.insert(origin.start() + 1, "\"content\":" + Json.quoted(text) + (empty ? "" : ","));
    } else {
      splices.replace(origin.contentStart(), origin.contentEnd(), Json.quoted(text));
    }
  }

  private void writeReasoning(Reasoning wish) {
    switch (wish.dialect()) {
      case TEMPLATE_SWITCH -> setTemplateMember(wish.parameter(), Boolean.toString(wish.enabled()));
      case TEMPLATE_EFFORT -> {
        if (wish.effort() != null) {
          setTemplateMember(wish.parameter(), Json.quoted(wish.effort()));
        }
      }
      case TOP_LEVEL_EFFORT -> {
        if (wish.effort() != null) {
          setMember(wish.parameter(), Json.quoted(wish.effort()));
        }
      }
    }
  }

  private void setTemplateMember(String key, String value) {
    var member = body.templateMembers().get(key);
    var template = body.members().get(TEMPLATE);
    if (member != null) {
      splices.replace(member.start(), member.end(), value);
    } else if (template == null || body.bytes()[template.start()] != '{') {
      setMember(TEMPLATE, "{%s:%s}".formatted(Json.quoted(key), value));
    } else {
      var comma = body.templateMembers().isEmpty() ? "" : ",";
      splices.insert(template.start() + 1, Json.quoted(key) + ":" + value + comma);
    }
  }

  private void setMember(String key, String value) {
    var span = body.members().get(key);
    if (span != null) {
      splices.replace(span.start(), span.end(), value);
    } else {
      splices.insert(lastMemberEnd(), ",%s:%s".formatted(Json.quoted(key), value));
    }
  }

  private int lastMemberEnd() {
    return body.members().values().stream().mapToInt(Span::end).max().orElseThrow();
  }

  private int nextVisible(int from) {
    var bytes = body.bytes();
    int at = from;
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
    return bytes[at];
  }
}
