package io.signalbox.parts.cache;

import io.signalbox.parts.cache.Dialect.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes conversations that end with a question, and changes of their bodies. */
final class RandomTalk {
  private static final String[] WORDS = {
    "How", "reset", "größe", "日本", "😀", "\uD800", "\"", "\\u0041", "a\nb", "?", "[", "3", "null",
    "é", "e\u0301", "user", "],["
  };

  final Random random;
  private int fresh;

  RandomTalk(Random random) {
    this.random = random;
  }

  /** A text like no other of this talk. */
  String freshText() {
    return text() + " #" + fresh++;
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  List<Turn> turns() {
    var turns = new ArrayList<Turn>();
    if (random.nextBoolean()) {
      turns.add(turn("system"));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      turns.add(turn(random.nextBoolean() ? "user" : "assistant"));
    }
    turns.add(turn("user"));
    return turns;
  }

  private Turn turn(String role) {
    var texts = new ArrayList<String>();
    for (int i = random.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
      texts.add(freshText());
    }
    return new Turn(role, texts);
  }

  /** Settings that every protocol has. */
  void settle(Dialect dialect, Map<String, Object> body, int temperature, int topP) {
    if (temperature >= 0) {
      body.put("temperature", Tree.raw(number(temperature)));
    }
    if (topP >= 0) {
      body.put("top_p", Tree.raw(number(topP)));
    }
    body.put(dialect.cap(), Tree.raw(Integer.toString(1 + random.nextInt(9000))));
  }

  /** A number, written in one of many ways. */
  String number(int value) {
    return switch (random.nextInt(5)) {
      case 0 -> value + ".0";
      case 1 -> value + "e0";
      case 2 -> value * 10 + "E-1";
      case 3 -> value + ".000e+0";
      default -> Integer.toString(value);
    };
  }

  /** What only the protocol of a body can say, if anything. */
  void enrich(Dialect dialect, Map<String, Object> body) {
    if (random.nextInt(3) == 0) {
      body.put("tools", Tree.list(dialect.tool("t" + random.nextInt(3), schema())));
    }
    if (random.nextInt(4) == 0) {
      dialect.form(body, schema());
    }
    if (random.nextInt(4) == 0) {
      body.put("metadata", Tree.object("user_id", freshText()));
    }
    if (random.nextInt(4) == 0) {
      body.put("x_unknown", Tree.list(schema(), freshText(), Tree.raw("null")));
    }
    if (random.nextInt(4) == 0) {
      body.put("seed", Tree.raw(Integer.toString(random.nextInt(1000))));
    }
    if (random.nextInt(4) == 0 && body.get(dialect.turns()) instanceof List<?> turns) {
      if (turns.size() > 1) {
        var picture = dialect.picture("https://x/" + random.nextInt(100));
        Tree.map(turns.getFirst()).put("content", Tree.list(picture));
      }
    }
  }

  Map<String, Object> schema() {
    return Tree.object(
        "type",
        "object",
        "properties",
        Tree.object(
            "a", Tree.object("type", "string", "maximum", Tree.raw("1")),
            "b", Tree.object("enum", Tree.list("x", "y"))));
  }

  /** Changes one thing somewhere that is not known to be idle; tells whether it could. */
  boolean change(Dialect dialect, Map<String, Object> body) {
    var places = new ArrayList<Runnable>();
    object(body, List.of("model", "stream", "stream_options", dialect.cap()), places);
    if (places.isEmpty()) {
      return false;
    }
    places.get(random.nextInt(places.size())).run();
    return true;
  }

  private void object(Map<String, Object> object, List<String> idle, List<Runnable> places) {
    places.add(() -> object.put("x" + fresh++, scalar()));
    for (var key : List.copyOf(object.keySet())) {
      if (!idle.contains(key)) {
        var value = Tree.of(object, key);
        places.add(() -> object.put(key, other(value)));
        // A message that does not say that it is one is one.
        if (!"message".equals(value)) {
          places.add(() -> object.remove(key));
        }
        inner(value, places);
      }
    }
  }

  private void inner(Object value, List<Runnable> places) {
    if (value instanceof Map<?, ?>) {
      object(Tree.map(value), List.of(), places);
    } else if (value instanceof List<?>) {
      var items = Tree.items(value);
      places.add(() -> items.add(random.nextInt(items.size() + 1), scalar()));
      for (int i = 0; i < items.size(); i++) {
        int at = i;
        places.add(() -> items.set(at, other(items.get(at))));
        places.add(() -> items.remove(at));
        inner(items.get(i), places);
      }
      for (int i = 1; i < items.size(); i++) {
        int at = i;
        if (!items.get(at).equals(items.get(at - 1))) {
          places.add(() -> items.set(at - 1, items.set(at, items.get(at - 1))));
        }
      }
    }
  }

  private Object scalar() {
    return switch (random.nextInt(5)) {
      case 0 -> Tree.raw("null");
      case 1 -> Tree.raw("false");
      case 2 -> Tree.raw(Integer.toString(1000 + fresh++));
      case 3 -> Tree.object();
      default -> freshText();
    };
  }

  private Object other(Object value) {
    return switch (value) {
      case String text when random.nextBoolean() -> slightly(text);
      case Tree.Raw(String json) when random.nextBoolean() -> json;
      case String text -> freshText();
      default -> scalar();
    };
  }

  /** Almost the same text. */
  private String slightly(String text) {
    return switch (random.nextInt(4)) {
      case 0 -> text + " ";
      case 1 -> " " + text;
      case 2 -> text.isEmpty() ? "." : text.substring(0, text.length() - 1);
      default -> text + "?";
    };
  }
}
