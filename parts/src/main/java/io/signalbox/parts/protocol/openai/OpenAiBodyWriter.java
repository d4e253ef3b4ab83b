package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Reasoning;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonBody;
import io.signalbox.parts.protocol.JsonBodyWriter;
import java.util.Set;

/** Writes what was changed about a chat completions body. */
final class OpenAiBodyWriter extends JsonBodyWriter {
  private static final String TEMPLATE = "chat_template_kwargs";
  private static final String EFFORT = "reasoning_effort";

  OpenAiBodyWriter(JsonBody body) {
    super(body);
  }

  /**
   * An effort of ours stands in one place: what the client says of it in others goes. Its words
   * stay where we say nothing of an effort.
   */
  @Override
  protected void writeReasoning(Reasoning wish, ChatRequest request) {
    switch (wish.dialect()) {
      case TEMPLATE_SWITCH -> setTemplateMember(wish.parameter(), Boolean.toString(wish.enabled()));
      case TEMPLATE_EFFORT -> {
        if (wish.effort() != null) {
          setTemplateMember(wish.parameter(), Json.quoted(wish.effort()));
          removeMember(EFFORT);
        }
      }
      case TOP_LEVEL_EFFORT -> {
        if (wish.effort() != null) {
          setEffort(wish.parameter(), wish.effort());
          removeTemplateMember(wish.parameter());
        }
      }
      case THINKING_SWITCH -> {
        removeMember(TEMPLATE);
        setMember(
            "thinking", "{\"type\":\"%s\"}".formatted(wish.enabled() ? "enabled" : "disabled"));
        if (wish.enabled() && wish.effort() != null) {
          setEffort(EFFORT, wish.effort());
        } else {
          removeMember(EFFORT);
        }
      }
    }
  }

  private void setEffort(String key, String effort) {
    setMember(key, Json.quoted(effort));
    if (!key.equals(EFFORT)) {
      removeMember(EFFORT);
    }
  }

  private void removeTemplateMember(String key) {
    var members = body.templateMembers();
    if (members.containsKey(key) && members.size() == 1) {
      removeMember(TEMPLATE);
    } else {
      splices.remove(body.bytes(), members, Set.of(key));
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
