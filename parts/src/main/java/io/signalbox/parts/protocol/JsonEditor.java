package io.signalbox.parts.protocol;

import io.signalbox.chat.BodyEditor;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Edits a body that is a JSON object. What was changed is read again by its protocol. */
public final class JsonEditor implements BodyEditor {
  private static final String CHOICE = "tool_choice";

  private final ChatRequest request;
  private final BodyForm form;
  private final ObjectSplice body;
  private @Nullable ToolResults results;

  public JsonEditor(ChatRequest request, BodyForm form) {
    this.request = request;
    this.form = form;
    this.body = new ObjectSplice(request.withReasoning(null).encode());
  }

  @Override
  public List<String> members() {
    return body.keys();
  }

  @Override
  public Set<String> known() {
    return form.known();
  }

  @Override
  public void remove(String key) {
    body.remove(key);
  }

  @Override
  public boolean capAnswer(long tokens) {
    return cap(form.answerCaps(), tokens);
  }

  @Override
  public boolean capChoices(long most) {
    return cap(form.choiceCaps(), most);
  }

  private boolean cap(List<String> keys, long most) {
    boolean capped = false;
    for (var key : keys) {
      var json = body.json(key);
      if (json != null && !json.equals("null") && !within(json, most)) {
        body.set(key, Long.toString(most));
        capped = true;
      }
    }
    return capped;
  }

  /** Whether a value is a whole number up to the limit. */
  private static boolean within(String json, long most) {
    try {
      var number = new BigDecimal(json);
      return number.signum() == 0
          || (number.stripTrailingZeros().scale() <= 0
              && number.compareTo(BigDecimal.valueOf(most)) <= 0);
    } catch (NumberFormatException none) {
      return false;
    }
  }

  @Override
  public List<OfferedTool> tools() {
    List<OfferedTool> tools = new ArrayList<>();
    for (var list : form.toolLists()) {
      var elements = body.elements(list);
      if (elements != null) {
        elements.forEach(json -> tools.add(form.tool(list, json)));
      } else if (says(list)) {
        tools.add(form.tool(list, String.valueOf(body.json(list))));
      }
    }
    return tools;
  }

  private boolean says(String key) {
    var json = body.json(key);
    return json != null && json.startsWith("{");
  }

  @Override
  public ToolChoice toolChoice() {
    return form.choice(body);
  }

  @Override
  public OfferedTool adopt(String function) {
    return form.adopt(function);
  }

  @Override
  public void offer(List<OfferedTool> tools) {
    if (tools.isEmpty()) {
      form.toolLists().forEach(body::remove);
      form.aboutTools().forEach(body::remove);
      return;
    }
    var choice = toolChoice();
    for (var list : form.toolLists()) {
      var own = tools.stream().filter(tool -> tool.member().equals(list)).toList();
      if (own.isEmpty()) {
        body.remove(list);
      } else if (body.elements(list) != null || !says(list)) {
        body.set(list, own.stream().map(OfferedTool::json).toList());
      }
    }
    var names = new HashSet<String>();
    tools.forEach(tool -> names.add(tool.name()));
    switch (choice.mode()) {
      case NAMED -> {
        if (!names.containsAll(choice.names())) {
          body.remove(CHOICE);
          body.remove("function_call");
        }
      }
      case ALLOWED -> narrow(names);
      case UNSAID, AUTO, NONE, REQUIRED -> {}
    }
  }

  private void narrow(Set<String> names) {
    var json = body.json(CHOICE);
    var narrowed = json == null ? null : form.narrowed(json, names);
    if (narrowed == null) {
      body.set(CHOICE, "\"none\"");
    } else {
      body.set(CHOICE, narrowed);
    }
  }

  @Override
  public void stripToolHistory() {
    form.stripToolHistory(body);
    results = null;
  }

  @Override
  public List<String> toolResults() {
    return results().texts();
  }

  @Override
  public void replaceToolResult(int index, String text) {
    results().replace(index, text);
  }

  private ToolResults results() {
    var found = results;
    if (found == null) {
      found = form.results(body);
      results = found;
    }
    return found;
  }

  @Override
  public boolean changed() {
    return body.changed();
  }

  @Override
  public ChatRequest edited() {
    if (!body.changed()) {
      return request;
    }
    return request.source().protocol().decode(body.bytes()).inPlaceOf(request);
  }
}
