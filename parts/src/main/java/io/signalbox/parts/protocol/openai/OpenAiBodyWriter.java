package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Reasoning;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonBody;
import io.signalbox.parts.protocol.JsonBodyWriter;

/** Writes what was changed about a chat completions body. */
final class OpenAiBodyWriter extends JsonBodyWriter {
  private static final String TEMPLATE = "chat_template_kwargs";

  OpenAiBodyWriter(JsonBody body) {
    super(body);
  }

  @Override
  protected void writeReasoning(Reasoning wish, ChatRequest request) {
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
}
