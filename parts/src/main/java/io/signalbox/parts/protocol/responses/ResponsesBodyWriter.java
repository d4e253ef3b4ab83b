package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers.Span;
import io.signalbox.parts.protocol.Splices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was changed about a request into the body it came in. What is put in front of all the
 * client's messages to instruct the model goes into {@code instructions}; any other message of ours
 * becomes an item.
 */
final class ResponsesBodyWriter {
  private static final String EFFORT = "effort";
  private static final String CHAT_EFFORT = "reasoning_effort";

  private final ResponsesBody body;
  private final Splices splices = new Splices();
  private final List<String> instructions = new ArrayList<>();
  private final List<List<String>> inserted = new ArrayList<>();

  private ResponsesBodyWriter(ResponsesBody body) {
    this.body = body;
    for (int i = 0; i <= body.items().size(); i++) {
      inserted.add(new ArrayList<>());
    }
  }

  static byte[] write(ChatRequest request, ResponsesBody body) {
    var writer = new ResponsesBodyWriter(body);
    if (!request.model().equals(body.model())) {
      writer.setMember("model", Json.quoted(request.model()));
    }
    var originals = ResponsesBodyReader.messages(body);
    if (!request.messages().equals(originals)) {
      writer.writeMessages(request, originals);
    }
    if (request.reasoning() != null) {
      writer.writeReasoning(request.reasoning());
    }
    return writer.splices.applyTo(body.bytes());
  }

  private void writeMessages(ChatRequest request, List<Message> originals) {
    int before = originals.size() - body.items().size();
    List<Message> own = new ArrayList<>();
    for (var message : request.messages()) {
      if (message.origin() != null) {
        own.add(message);
      } else if (own.isEmpty() && message.role().instructs()) {
        instructions.add(message.text());
      } else {
        inserted.get(Math.clamp(own.size() - before, 0, body.items().size())).add(item(message));
      }
    }
    if (!origins(own).equals(origins(originals))) {
      throw new IllegalArgumentException("messages of the client were moved or dropped");
    }
    writeInserted();
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).equals(originals.get(i))) {
        edit(own.get(i), originals.get(i));
      }
    }
    if (!instructions.isEmpty()) {
      writeInstructions(body.instructions() == null ? null : own.getFirst());
    }
  }

  private static List<Message.@Nullable Origin> origins(List<Message> messages) {
    List<Message.@Nullable Origin> origins = new ArrayList<>();
    messages.forEach(message -> origins.add(message.origin()));
    return origins;
  }

  private static String item(Message message) {
    var role =
        switch (message.role()) {
          case SYSTEM -> "system";
          case DEVELOPER -> "developer";
          case ASSISTANT -> "assistant";
          case USER, TOOL, OTHER -> "user";
        };
    return "{\"type\":\"message\",\"role\":\"%s\",\"content\":%s}"
        .formatted(role, Json.quoted(message.text()));
  }

  /** Puts ours in front of the client's own, which may have been changed before. */
  private void writeInstructions(@Nullable Message own) {
    var text = String.join("\n\n", instructions);
    var place = own == null ? null : own.origin();
    if (own == null || place == null) {
      setMember("instructions", Json.quoted(text));
    } else if (own.equals(body.instructions())) {
      var gap = own.text().isEmpty() ? "" : "\\n\\n";
      splices.insert(place.contentStart() + 1, Json.escaped(text) + gap);
    } else {
      throw new IllegalArgumentException("instructions were changed and put in front of at once");
    }
  }

  private void writeInserted() {
    if (inserted.stream().allMatch(List::isEmpty)) {
      return;
    }
    var input = body.members().get("input");
    if (input == null || body.bytes()[input.start()] == 'n') {
      setMember("input", "[" + joined(inserted.getFirst()) + "]");
    } else if (body.bytes()[input.start()] == '[') {
      writeIntoItems(input);
    } else {
      writeAroundText(input);
    }
  }

  /** The text becomes an item. */
  private void writeAroundText(Span input) {
    var front = inserted.getFirst().isEmpty() ? "" : joined(inserted.getFirst()) + ",";
    var back = inserted.getLast().isEmpty() ? "" : "," + joined(inserted.getLast());
    splices.insert(
        input.start(), "[" + front + "{\"type\":\"message\",\"role\":\"user\",\"content\":");
    splices.insert(input.end(), "}" + back + "]");
  }

  private void writeIntoItems(Span input) {
    for (int i = 0; i < body.items().size(); i++) {
      var origin = body.items().get(i).origin();
      if (origin != null && !inserted.get(i).isEmpty()) {
        splices.insert(origin.start(), joined(inserted.get(i)) + ",");
      }
    }
    if (!inserted.getLast().isEmpty()) {
      var last = body.items().isEmpty() ? null : body.items().getLast().origin();
      if (last == null) {
        splices.insert(input.start() + 1, joined(inserted.getLast()));
      } else {
        splices.insert(last.end(), "," + joined(inserted.getLast()));
      }
    }
  }

  private static String joined(List<String> items) {
    return String.join(",", items);
  }

  private void edit(Message message, Message original) {
    var origin = message.origin();
    if (origin == null || origin.contentStart() < 0) {
      throw new IllegalArgumentException("an item without content of its own was changed");
    }
    var prefix = message.prefix();
    if (prefix == null || !original.withPrefix(prefix).equals(message)) {
      splices.replace(origin.contentStart(), origin.contentEnd(), Json.quoted(message.text()));
      return;
    }
    switch (body.bytes()[origin.contentStart()]) {
      case '"' -> {
        var gap = original.text().isEmpty() ? "" : "\\n\\n";
        splices.insert(origin.contentStart() + 1, Json.escaped(prefix) + gap);
      }
      case '[' -> {
        boolean empty = Splices.nextVisible(body.bytes(), origin.contentStart() + 1) == ']';
        var part = part(original.role(), prefix);
        splices.insert(origin.contentStart() + 1, empty ? part : part + ",");
      }
      default -> splices.replace(origin.contentStart(), origin.contentEnd(), Json.quoted(prefix));
    }
  }

  private static String part(Role role, String text) {
    return role == Role.ASSISTANT
        ? "{\"type\":\"output_text\",\"text\":%s,\"annotations\":[]}".formatted(Json.quoted(text))
        : "{\"type\":\"input_text\",\"text\":%s}".formatted(Json.quoted(text));
  }

  /**
   * An effort is {@code reasoning.effort} here, also for chat templates that take it by its common
   * name: vLLM hands it on to them. It takes nothing else for a template on this path, so other
   * wishes are left out.
   */
  private void writeReasoning(Reasoning wish) {
    boolean said =
        switch (wish.dialect()) {
          case TOP_LEVEL_EFFORT -> true;
          case TEMPLATE_EFFORT -> wish.parameter().equals(CHAT_EFFORT);
          case THINKING_SWITCH -> wish.enabled();
          case TEMPLATE_SWITCH -> false;
        };
    if (!said || wish.effort() == null) {
      return;
    }
    var effort = Json.quoted(wish.effort());
    var own = body.reasoning().get(EFFORT);
    var reasoning = body.members().get("reasoning");
    if (own != null) {
      splices.replace(own.start(), own.end(), effort);
    } else if (reasoning == null || body.bytes()[reasoning.start()] != '{') {
      setMember("reasoning", "{\"%s\":%s}".formatted(EFFORT, effort));
    } else {
      var comma = body.reasoning().isEmpty() ? "" : ",";
      splices.insert(reasoning.start() + 1, "\"%s\":%s%s".formatted(EFFORT, effort, comma));
    }
  }

  private void setMember(String key, String value) {
    var span = body.members().get(key);
    if (span == null) {
      int end = body.members().values().stream().mapToInt(Span::end).max().orElseThrow();
      splices.insert(end, ",%s:%s".formatted(Json.quoted(key), value));
    } else {
      splices.replace(span.start(), span.end(), value);
    }
  }
}
