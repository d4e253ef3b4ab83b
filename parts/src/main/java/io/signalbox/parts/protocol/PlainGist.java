package io.signalbox.parts.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in no protocol's own terms what a request says beside its question, where that is nothing
 * but texts and a few settings. Whatever else stands in it, at any depth, makes it not plain; null
 * counts as something, since not every backend takes it as if it were not there.
 */
final class PlainGist {
  /** Found something that has no place in a plain request. */
  private static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1;

    NotPlain() {
      super("not plain", null, false, false);
    }
  }

  private final GistForm form;
  private final JsonTree.@Nullable Text question;
  private final StringBuilder turns = new StringBuilder();
  private final TreeMap<String, String> settings = new TreeMap<>();

  PlainGist(GistForm form, JsonTree.@Nullable Text question) {
    this.form = form;
    this.question = question;
  }

  /**
   * The request in plain words, or null.
   *
   * @param members of the body, those that make no difference left out
   */
  @Nullable String of(List<JsonTree.Member> members) {
    try {
      JsonTree spoken = null;
      for (var member : members) {
        var key = member.key().text();
        if (key.equals(form.turns())) {
          spoken = member.value();
        } else if (key.equals(form.instructions())) {
          turn("system", member.value());
        } else {
          setting(key, member.value());
        }
      }
      conversation(spoken);
    } catch (NotPlain other) {
      return null;
    }
    var json = new StringBuilder("{\"turns\":[").append(turns).append(']');
    settings.forEach((key, value) -> json.append(",\"").append(key).append("\":").append(value));
    return json.append('}').toString();
  }

  private void setting(String key, JsonTree value) throws NotPlain {
    var neutral = form.settings().get(key);
    var number = number(value);
    if (neutral != null && number != null) {
      settings.put(neutral, number.toString());
    } else if (key.equals(form.stop())) {
      settings.put("stop", stop(value));
    } else if (!key.equals(form.choices())
        || number == null
        || number.compareTo(BigDecimal.ONE) != 0) {
      throw new NotPlain();
    }
  }

  private static String stop(JsonTree value) throws NotPlain {
    List<String> texts = new ArrayList<>();
    for (var one : value instanceof JsonTree.Items list ? list.items() : List.of(value)) {
      if (!(one instanceof JsonTree.Text text)) {
        throw new NotPlain();
      }
      texts.add(Json.quoted(text.text()));
    }
    if (texts.isEmpty()) {
      throw new NotPlain();
    }
    return "[" + String.join(",", texts) + "]";
  }

  private void conversation(@Nullable JsonTree spoken) throws NotPlain {
    switch (spoken) {
      case JsonTree.Text text when form.item() != null -> turn("user", text);
      case JsonTree.Items(var _, var _, var items) -> {
        for (var item : items) {
          message(item);
        }
      }
      case null, default -> throw new NotPlain();
    }
  }

  private void message(JsonTree item) throws NotPlain {
    if (!(item instanceof JsonTree.Members message)) {
      throw new NotPlain();
    }
    var role = message.text("role");
    var content = message.get("content");
    boolean typed = message.get("type") != null;
    boolean known = !typed || message.text("type").equals(form.item());
    if (!known || !form.roles().contains(role) || content == null) {
      throw new NotPlain();
    }
    only(message, typed ? Set.of("type", "role", "content") : Set.of("role", "content"));
    turn(role, content);
  }

  private static void only(JsonTree.Members object, Set<String> keys) throws NotPlain {
    for (var member : object.members()) {
      if (!keys.contains(member.key().text())) {
        throw new NotPlain();
      }
    }
  }

  private void turn(String role, JsonTree content) throws NotPlain {
    List<String> texts = new ArrayList<>();
    if (content instanceof JsonTree.Items(var _, var _, var parts)) {
      for (var part : parts) {
        if (!form.text(part) || !(part instanceof JsonTree.Members members)) {
          throw new NotPlain();
        }
        only(members, Set.of("type", "text"));
        texts.add(text(members.get("text")));
      }
    } else {
      texts.add(text(content));
    }
    turns.append(turns.isEmpty() ? "" : ",");
    turns.append("[\"").append(role).append("\",[").append(String.join(",", texts)).append("]]");
  }

  private String text(@Nullable JsonTree value) throws NotPlain {
    if (value instanceof JsonTree.Text text) {
      boolean asked = question != null && text.start() == question.start();
      return asked ? "?" : Json.quoted(text.text());
    }
    throw new NotPlain();
  }

  /** A number, the same for every way of writing it; null for what is none or beyond reckoning. */
  static @Nullable BigDecimal number(JsonTree value) {
    if (!(value instanceof JsonTree.Figure figure)) {
      return null;
    }
    try {
      return new BigDecimal(figure.text()).stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException beyond) {
      return null;
    }
  }
}
