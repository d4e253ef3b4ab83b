package io.signalbox.parts.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes chat completions bodies of every form that JSON allows. */
final class RandomBody {
  private static final String[] TEXTS = {
    "",
    "a",
    "größe",
    "日本語のテキスト",
    "😀👩‍💻",
    "\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t",
    "\\ud83d\\ude00",
    "\\uD800",
    "{\\\"model\\\":\\\"x\\\"}",
    "],}",
    "é\u0301\u202e",
    "\u007f\u2028"
  };
  private static final String[] NUMBERS = {
    "0", "-0", "1", "-17", "123456789012345678901234567890", "0.70", "1e400", "-1.5E-7", "2.0"
  };

  private final Random random;
  private final StringBuilder json = new StringBuilder();
  private int keys;
  private int firstMessage;

  RandomBody(Random random, String model) {
    this.random = random;
    var members = new ArrayList<Runnable>();
    members.add(() -> member("model", () -> json.append('"').append(model).append('"')));
    members.add(() -> member("messages", this::messages));
    if (random.nextBoolean()) {
      members.add(() -> member("chat_template_kwargs", this::template));
    }
    if (random.nextInt(3) == 0) {
      members.add(() -> member("reasoning_effort", this::string));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      members.add(() -> member(key(), () -> value(0)));
    }
    Collections.shuffle(members, random);
    space();
    block('{', '}', members);
    space();
  }

  @Override
  public String toString() {
    return json.toString();
  }

  /** Where the first message begins, in characters. */
  int firstMessage() {
    return firstMessage;
  }

  private void block(char open, char close, List<Runnable> items) {
    json.append(open);
    space();
    boolean first = true;
    for (var item : items) {
      if (!first) {
        json.append(',');
        space();
      }
      first = false;
      item.run();
      space();
    }
    json.append(close);
  }

  private void member(String key, Runnable value) {
    json.append('"').append(random.nextInt(8) == 0 ? escaped(key) : key).append('"');
    space();
    json.append(':');
    space();
    value.run();
  }

  private static String escaped(String key) {
    return "\\u%04x".formatted((int) key.charAt(0)) + key.substring(1);
  }

  private String key() {
    return (random.nextBoolean() ? "k" : "ключ") + keys++;
  }

  private void space() {
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      json.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }

  private void string() {
    json.append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    if (random.nextInt(50) == 0) {
      json.append("ü long text ".repeat(1_000 + random.nextInt(1_000)));
    }
    json.append('"');
  }

  private void value(int depth) {
    switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> json.append("true");
      case 1 -> json.append("null");
      case 2 -> json.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      case 3, 4 -> string();
      case 5 -> block('[', ']', times(random.nextInt(4), () -> value(depth + 1)));
      default ->
          block('{', '}', times(random.nextInt(4), () -> member(key(), () -> value(depth + 1))));
    }
  }

  private static List<Runnable> times(int count, Runnable item) {
    return Collections.nCopies(count, item);
  }

  private void template() {
    if (random.nextInt(6) == 0) {
      json.append("null");
      return;
    }
    var members =
        new ArrayList<Runnable>(times(random.nextInt(3), () -> member(key(), () -> value(2))));
    if (random.nextBoolean()) {
      members.add(() -> member("think", () -> value(2)));
    }
    if (random.nextBoolean()) {
      members.add(() -> member("reasoning_effort", this::string));
    }
    Collections.shuffle(members, random);
    block('{', '}', members);
  }

  private void messages() {
    var messages = new ArrayList<Runnable>();
    messages.add(() -> {
      firstMessage = json.length();
      message();
    });
    messages.addAll(times(random.nextInt(4), this::message));
    block('[', ']', messages);
  }

  private void message() {
    var roles = new String[] {"system", "developer", "user", "assistant", "tool", "critic"};
    var role = roles[random.nextInt(roles.length)];
    var members = new ArrayList<Runnable>();
    members.add(() -> member("role", () -> json.append('"').append(role).append('"')));
    if (random.nextInt(5) > 0) {
      members.add(() -> member("content", this::content));
    }
    members.addAll(times(random.nextInt(3), () -> member(key(), () -> value(1))));
    Collections.shuffle(members, random);
    block('{', '}', members);
  }

  private void content() {
    switch (random.nextInt(5)) {
      case 0 -> json.append("null");
      case 1 -> block('[', ']', times(random.nextInt(3), this::part));
      default -> string();
    }
  }

  private void part() {
    var members = new ArrayList<Runnable>();
    members.add(() -> member("type", () -> json.append("\"text\"")));
    members.add(() -> member("text", this::string));
    members.addAll(times(random.nextInt(2), () -> member(key(), () -> value(2))));
    Collections.shuffle(members, random);
    block('{', '}', members);
  }
}
