package io.signalbox.parts.cache;

import io.signalbox.chat.Protocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Says the same conversation in one of the protocols, in any of the ways that it has for it. */
@SuppressWarnings("ImmutableEnumChecker") // Protocols are stateless.
enum Dialect {
  CHAT(new OpenAiChatProtocol()),
  ANTHROPIC(new AnthropicMessagesProtocol()),
  RESPONSES(new ResponsesProtocol());

  /** One side's texts. */
  record Turn(String role, List<String> texts) {}

  final Protocol protocol;

  Dialect(Protocol protocol) {
    this.protocol = protocol;
  }

  String turns() {
    return this == RESPONSES ? "input" : "messages";
  }

  String cap() {
    return this == RESPONSES ? "max_output_tokens" : "max_tokens";
  }

  /** The body of a conversation; one that begins with an instruction is told so in its place. */
  Map<String, Object> body(List<Turn> turns, Random random) {
    var body = Tree.object("model", "auto");
    var said = new ArrayList<Object>();
    boolean aside = turns.getFirst().role().equals("system") && aside(turns.getFirst(), random);
    if (aside) {
      // Instructions of the responses API are a text.
      var told =
          this == ANTHROPIC
              ? content(turns.getFirst(), random)
              : turns.getFirst().texts().getFirst();
      body.put(this == ANTHROPIC ? "system" : "instructions", told);
    }
    for (var turn : aside ? turns.subList(1, turns.size()) : turns) {
      var message = Tree.object("role", turn.role(), "content", content(turn, random));
      if (this == RESPONSES && random.nextBoolean()) {
        message.put("type", "message");
      }
      said.add(message);
    }
    body.put(turns(), input(said, random));
    return body;
  }

  private boolean aside(Turn first, Random random) {
    return switch (this) {
      case CHAT -> false;
      case ANTHROPIC -> true;
      case RESPONSES -> first.texts().size() == 1 && random.nextBoolean();
    };
  }

  private Object input(List<Object> said, Random random) {
    boolean bare =
        this == RESPONSES
            && said.size() == 1
            && "user".equals(Tree.map(said.getFirst()).get("role"))
            && Tree.map(said.getFirst()).get("content") instanceof String
            && random.nextBoolean();
    return bare ? Tree.of(said.getFirst(), "content") : said;
  }

  private Object content(Turn turn, Random random) {
    if (turn.texts().size() == 1 && random.nextBoolean()) {
      return turn.texts().getFirst();
    }
    var parts = new ArrayList<Object>();
    turn.texts().forEach(text -> parts.add(Tree.object("type", type(turn.role()), "text", text)));
    return parts;
  }

  private String type(String role) {
    return this != RESPONSES ? "text" : role.equals("assistant") ? "output_text" : "input_text";
  }

  /** A picture in this protocol's form. */
  Map<String, Object> picture(String url) {
    return switch (this) {
      case CHAT -> Tree.object("type", "image_url", "image_url", Tree.object("url", url));
      case ANTHROPIC ->
          Tree.object("type", "image", "source", Tree.object("type", "url", "url", url));
      case RESPONSES -> Tree.object("type", "input_image", "image_url", url);
    };
  }

  /** A function that may be called, in this protocol's form. */
  Map<String, Object> tool(String name, Map<String, Object> schema) {
    return switch (this) {
      case CHAT ->
          Tree.object(
              "type", "function", "function", Tree.object("name", name, "parameters", schema));
      case ANTHROPIC -> Tree.object("name", name, "input_schema", schema);
      case RESPONSES -> Tree.object("type", "function", "name", name, "parameters", schema);
    };
  }

  /** The form of the answer. */
  void form(Map<String, Object> body, Object schema) {
    var format = Tree.object("type", "json_schema");
    switch (this) {
      case CHAT -> {
        format.put("json_schema", Tree.object("name", "f", "schema", schema));
        body.put("response_format", format);
      }
      case ANTHROPIC -> {
        format.put("schema", schema);
        body.put("output_config", Tree.object("format", format));
      }
      case RESPONSES -> {
        format.put("name", "f");
        format.put("schema", schema);
        body.put("text", Tree.object("format", format));
      }
    }
  }
}
