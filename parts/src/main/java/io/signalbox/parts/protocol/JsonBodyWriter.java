package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.JsonMembers.Span;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Writes what was changed about a request into the body it came in. Messages may be added and
 * changed; those the client sent stay in their order.
 */
public abstract class JsonBodyWriter {
  protected final JsonBody body;
  protected final Splices splices = new Splices();
  private final Set<String> removed = new HashSet<>();

  protected JsonBodyWriter(JsonBody body) {
    this.body = body;
  }

  /** The body of a request's source. */
  public static JsonBody bodyOf(ChatRequest request, Protocol protocol) {
    if (request.source() instanceof JsonBody body && body.protocol().equals(protocol)) {
      return body;
    }
    throw new IllegalArgumentException("a request of another protocol");
  }

  /** Writes how the backend shall think. */
  protected abstract void writeReasoning(Reasoning wish, ChatRequest request);

  public final byte[] write(ChatRequest request) {
    if (!request.model().equals(body.model())) {
      setMember("model", Json.quoted(request.model()));
    }
    if (!request.messages().equals(body.messages())) {
      writeMessages(request);
    }
    if (request.reasoning() != null) {
      writeReasoning(request.reasoning(), request);
    }
    splices.remove(body.bytes(), body.members(), removed);
    return splices.applyTo(body.bytes());
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
    endMessages();
  }

  /** All messages are written. */
  protected void endMessages() {}

  /** Inserts a message of ours in front of one of the client's. */
  protected void insert(Message message, int index) {
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
    splicePrefix(origin, prefix, original.text().isEmpty());
  }

  /** Puts a text in front of the content that a message came with. */
  protected final void prepend(Message original, String prefix) {
    splicePrefix(origin(original), prefix, original.text().isEmpty());
  }

  private void splicePrefix(Message.Origin origin, String prefix, boolean empty) {
    switch (body.bytes()[origin.contentStart()]) {
      case '"' -> {
        var gap = empty ? "" : "\\n\\n";
        splices.insert(origin.contentStart() + 1, Json.escaped(prefix) + gap);
      }
      case '[' -> {
        var part = "{\"type\":\"text\",\"text\":%s}".formatted(Json.quoted(prefix));
        boolean bare = Splices.nextVisible(body.bytes(), origin.contentStart() + 1) == ']';
        splices.insert(origin.contentStart() + 1, bare ? part : part + ",");
      }
      default -> setContent(origin, prefix);
    }
  }

  private void setContent(Message.Origin origin, String text) {
    if (origin.contentStart() < 0) {
      boolean empty = Splices.nextVisible(body.bytes(), origin.start() + 1) == '}';
      splices.insert(origin.start() + 1, "\"content\":" + Json.quoted(text) + (empty ? "" : ","));
    } else {
      splices.replace(origin.contentStart(), origin.contentEnd(), Json.quoted(text));
    }
  }

  protected final void setMember(String key, String value) {
    var span = body.members().get(key);
    if (span != null) {
      splices.replace(span.start(), span.end(), value);
    } else {
      splices.insert(lastMemberEnd(), ",%s:%s".formatted(Json.quoted(key), value));
    }
  }

  /** Leaves a member out that was not set. */
  protected final void removeMember(String key) {
    removed.add(key);
  }

  private int lastMemberEnd() {
    return body.members().values().stream().mapToInt(Span::end).max().orElseThrow();
  }
}
