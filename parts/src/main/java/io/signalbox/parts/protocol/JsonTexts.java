package io.signalbox.parts.protocol;

import io.signalbox.chat.BodyText;
import io.signalbox.chat.BodyText.Form;
import io.signalbox.chat.BodyText.Voice;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The texts of a body that is a JSON object, in any of the formats of this package. Whatever is not
 * known to be something else counts as a text, so that a field that a format gains is one as well.
 * A text that is itself a JSON object or array, as the arguments of calls are, is taken apart: its
 * keys, strings and numbers are texts, and what is written in their place leaves it JSON.
 */
public final class JsonTexts implements BodyTexts {
  /** Documents inside texts of documents that are taken apart. */
  private static final int MOST_NESTED = 4;

  private final ChatRequest request;
  private final JsonPaper paper;
  private final List<BodyText> texts = new ArrayList<>();
  private int group;

  /** The texts of a request whose body is a JSON object. */
  public JsonTexts(ChatRequest request) {
    this.request = request;
    var body = request.withReasoning(null).encode();
    this.paper = new JsonPaper(body);
    if (JsonTree.of(body) instanceof JsonTree.Members(var _, var _, var members)) {
      members.stream()
          .sorted(Comparator.comparingInt(member -> BodyWords.rank(member.key().text())))
          .forEach(this::top);
    }
  }

  @Override
  public List<BodyText> all() {
    return texts;
  }

  @Override
  public ChatRequest with(List<String> changed) {
    for (int i = 0; i < changed.size(); i++) {
      if (!changed.get(i).equals(texts.get(i).text())) {
        paper.write(i, changed.get(i));
      }
    }
    if (!paper.changed()) {
      return request;
    }
    return request.source().protocol().decode(paper.bytes()).inPlaceOf(request);
  }

  /**
   * How a value is read.
   *
   * @param voice whose words it is
   * @param free whether its keys and numbers are texts as well
   * @param depth of the documents around it
   */
  private record Reading(Voice voice, boolean free, int depth) {
    Reading by(Voice other) {
      return new Reading(other, free, depth);
    }

    Reading freely() {
      return new Reading(voice, true, depth);
    }
  }

  private void top(JsonTree.Member member) {
    var key = member.key().text();
    var value = member.value();
    var voice = BodyWords.voice(key);
    if (voice == null) {
      return;
    }
    group++;
    var reading = new Reading(voice, false, 0);
    if (voice == Voice.USER && value instanceof JsonTree.Items(var _, var _, var items)) {
      for (var item : items) {
        group++;
        value(paper, item, "content", reading, "");
      }
    } else if (BodyWords.free(key, value)) {
      value(paper, value, key, reading.freely(), "");
    } else {
      value(paper, value, key, reading, voice == Voice.FIELD ? key + ": " : "");
    }
  }

  private void value(JsonPaper on, JsonTree value, String key, Reading reading, String lead) {
    switch (value) {
      case JsonTree.Text text -> {
        if (reading.voice() != Voice.OFFER || BodyWords.describes(key)) {
          text(on, text, reading, lead);
        }
      }
      case JsonTree.Figure(int start, int end, String text) -> {
        if (reading.free()) {
          add(on, start, end, new BodyText(reading.voice(), group, lead, text, Form.NUMBER));
        }
      }
      case JsonTree.Word _ -> {}
      case JsonTree.Items(var _, var _, var items) -> {
        var next = lead;
        for (var item : items) {
          value(on, item, key, reading, next);
          next = "\n";
        }
      }
      case JsonTree.Members members -> object(on, members, reading);
    }
  }

  private void object(JsonPaper on, JsonTree.Members object, Reading reading) {
    if (reading.free()) {
      for (var member : object.members()) {
        var key = member.key();
        var name = new BodyText(reading.voice(), group, "\n", key.text(), Form.TEXT);
        add(on, key.start(), key.end(), name);
        value(on, member.value(), key.text(), reading, ": ");
      }
      return;
    }
    var type = object.text("type");
    var role = object.text("role");
    var within = reading.by(BodyWords.voice(reading.voice(), role, type));
    for (var member : object.members()) {
      var key = member.key().text();
      if (!role.isEmpty()) {
        group++;
      }
      if (key.equals("name")) {
        name(on, member.value(), within, role);
      } else if (BodyWords.free(key, member.value())) {
        value(on, member.value(), key, within.freely(), "\n");
      } else if (!BodyWords.sealed(key, type)) {
        value(on, member.value(), key, within, "\n");
      }
    }
  }

  /** Names of people who speak are words; those of tools are nobody's words. */
  private void name(JsonPaper on, JsonTree value, Reading reading, String role) {
    if (!role.isEmpty()
        && reading.voice() != Voice.TOOL
        && value instanceof JsonTree.Text(int start, int end, String text)) {
      add(on, start, end, new BodyText(reading.voice(), group, "\nname: ", text, Form.WORD));
    }
  }

  private void text(JsonPaper on, JsonTree.Text text, Reading reading, String lead) {
    if (reading.depth() < MOST_NESTED && document(text.text())) {
      var inner = JsonTree.of(text.text().getBytes(StandardCharsets.UTF_8));
      if (inner != null) {
        var sheet = on.inside(text);
        value(sheet, inner, "", new Reading(reading.voice(), true, reading.depth() + 1), lead);
        return;
      }
    }
    add(
        on,
        text.start(),
        text.end(),
        new BodyText(reading.voice(), group, lead, text.text(), Form.TEXT));
  }

  /** Whether a text may be an object or an array; what has no form in UTF-8 is none. */
  private static boolean document(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    if (first == text.length() || (text.charAt(first) != '{' && text.charAt(first) != '[')) {
      return false;
    }
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private void add(JsonPaper on, int start, int end, BodyText text) {
    if (!text.text().isEmpty()) {
      on.place(texts.size(), start, end);
      texts.add(text);
    }
  }
}
