package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Header;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.RouterException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random pairs of requests: those that differ in one thing that can change the answer never share a
 * key, those that differ in what cannot always do.
 */
@SuppressWarnings("EnumOrdinal") // Differences are chosen and told apart by their place.
final class SameQuestionTest {
  private static final int DIFFERENT = 70_000;
  private static final int SAME = 30_000;
  private static final long SEED = 7;
  private static final String[] AROUND = {
    "recipe", "decision", "model", "policy", "revision", "vectors", "user", "u1"
  };

  /** What tells two requests of a pair apart. */
  private enum Difference {
    SOMEWHERE,
    SYSTEM,
    TURN_ORDER,
    TURN_ROLE,
    TEXT_BORDER,
    TOOL,
    SCHEMA_ORDER,
    PICTURE,
    TEMPERATURE,
    SEED,
    METADATA,
    AROUND,
    AROUND_BORDER,
    REASONING,
    HEADER,
    QUESTION
  }

  private static @Nullable Question question(
      Dialect dialect, Map<String, Object> body, Random random) {
    return question(dialect, Tree.written(body, random), Headers.NONE, null);
  }

  private static @Nullable Question question(
      Dialect dialect, String body, Headers headers, @Nullable Reasoning reasoning) {
    ChatRequest request;
    try {
      request = dialect.protocol.decode(body.getBytes(StandardCharsets.UTF_8));
    } catch (RouterException refused) {
      return null;
    }
    return Questions.of(request.withReasoning(reasoning), headers) instanceof Question asked
        ? asked
        : null;
  }

  private static Partition partition(Question question, String... around) {
    return Partition.of(
        around[0],
        around[1],
        around[2],
        around[3],
        around[4],
        around[5],
        new Identity(around[6], around[7]),
        question);
  }

  private static String key(Question question, String... around) {
    return partition(question, around).key(question.text());
  }

  @Test
  void pairsThatDifferInOneThingNeverShareAKey() {
    var random = new Random(SEED);
    var compared = new EnumMap<Difference, Integer>(Difference.class);
    for (int i = 0; i < DIFFERENT; i++) {
      var difference = Difference.values()[random.nextInt(Difference.values().length)];
      if (random.nextBoolean()) {
        difference = Difference.SOMEWHERE;
      }
      if (differs(difference, random, i)) {
        compared.merge(difference, 1, Integer::sum);
      }
    }
    for (var difference : Difference.values()) {
      assertThat(compared.getOrDefault(difference, 0)).as(difference.name()).isGreaterThan(300);
    }
    assertThat(compared.values().stream().mapToInt(n -> n).sum()).isGreaterThan(DIFFERENT * 3 / 4);
  }

  /** Whether there was a pair to compare; fails where both have one key. */
  private static boolean differs(Difference difference, Random random, int pair) {
    var talk = new RandomTalk(random);
    var dialect = Dialect.values()[random.nextInt(3)];
    var turns = talk.turns();
    var body = dialect.body(turns, random);
    talk.settle(dialect, body, random.nextInt(3) - 1, random.nextInt(3) - 1);
    if (random.nextBoolean()) {
      talk.enrich(dialect, body);
    }
    var changed = Tree.copy(body);
    var around = AROUND.clone();
    var headers = Headers.NONE;
    Reasoning reasoning = null;
    boolean done =
        switch (difference) {
          case SOMEWHERE -> talk.change(dialect, changed);
          case SYSTEM -> system(dialect, changed, talk);
          case TURN_ORDER -> reordered(Tree.items(asList(dialect, changed)));
          case TURN_ROLE -> recast(Tree.items(asList(dialect, changed)), random);
          case TEXT_BORDER -> border(Tree.items(asList(dialect, changed)));
          case TOOL -> {
            changed.put("tools", Tree.list(dialect.tool("u", talk.schema())));
            yield true;
          }
          case SCHEMA_ORDER -> schemaOrder(dialect, body, changed, talk);
          case PICTURE -> picture(dialect, changed);
          case TEMPERATURE -> {
            changed.put("temperature", Tree.raw("0.25"));
            yield true;
          }
          case SEED -> {
            changed.put("seed", Tree.raw("123456789012345678901234567890"));
            yield true;
          }
          case METADATA -> {
            changed.put("metadata", Tree.object("user_id", talk.freshText()));
            yield true;
          }
          case AROUND -> {
            around[random.nextInt(around.length)] += random.nextBoolean() ? "/" : "\0";
            yield true;
          }
          case AROUND_BORDER -> {
            int at = random.nextInt(around.length - 1);
            around[at + 1] = around[at].substring(2) + around[at + 1];
            around[at] = around[at].substring(0, 2);
            yield true;
          }
          case REASONING -> {
            var kinds = Reasoning.Dialect.values();
            reasoning =
                new Reasoning(
                    kinds[random.nextInt(kinds.length)], "p", random.nextBoolean(), "high");
            yield true;
          }
          case HEADER -> {
            var name = dialect == Dialect.ANTHROPIC ? "anthropic-beta" : "openai-beta";
            headers = new Headers(List.of(new Header(name, "b")));
            yield true;
          }
          case QUESTION -> true;
        };
    if (!done
        || (body.equals(changed)
            && difference.ordinal() < Difference.AROUND.ordinal()
            && difference != Difference.SCHEMA_ORDER)) {
      return false;
    }
    var first = question(dialect, body, random);
    var second = question(dialect, Tree.written(changed, random), headers, reasoning);
    if (first == null || second == null) {
      return false;
    }
    if (difference == Difference.QUESTION) {
      var other = first.text() + " ";
      assertThat(partition(first, AROUND).key(other)).isNotEqualTo(key(first, AROUND));
      return true;
    }
    boolean othersText = !first.text().equals(second.text());
    boolean onePartition = partition(first, AROUND).equals(partition(second, around));
    boolean oneKey = key(first, AROUND).equals(key(second, around));
    if (oneKey || (onePartition && !(othersText && difference == Difference.SOMEWHERE))) {
      fail("pair %d: %s in %s and in %s, %s", pair, difference, body, changed, List.of(around));
    }
    return true;
  }

  private static Object asList(Dialect dialect, Map<String, Object> body) {
    return body.get(dialect.turns()) instanceof List<?> list ? list : List.of();
  }

  private static boolean system(Dialect dialect, Map<String, Object> body, RandomTalk talk) {
    switch (dialect) {
      case CHAT ->
          Tree.items(Tree.of(body, "messages"))
              .addFirst(Tree.object("role", "system", "content", talk.freshText()));
      case ANTHROPIC -> body.put("system", talk.freshText());
      case RESPONSES -> body.put("instructions", talk.freshText());
    }
    return true;
  }

  private static boolean reordered(List<Object> turns) {
    if (turns.size() < 3) {
      return false;
    }
    turns.addFirst(turns.remove(1));
    return true;
  }

  private static boolean recast(List<Object> turns, Random random) {
    if (turns.size() < 2) {
      return false;
    }
    var turn = Tree.map(turns.get(random.nextInt(turns.size() - 1)));
    turn.put("role", "user".equals(turn.get("role")) ? "assistant" : "user");
    return true;
  }

  /** The last character of one text becomes the first of the next. */
  private static boolean border(List<Object> turns) {
    for (int i = 0; i + 1 < turns.size(); i++) {
      var one = Tree.map(turns.get(i));
      var next = Tree.map(turns.get(i + 1));
      if (one.get("content") instanceof String a && next.get("content") instanceof String b) {
        one.put("content", a.substring(0, a.length() - 1));
        next.put("content", a.substring(a.length() - 1) + b);
        return true;
      }
    }
    return false;
  }

  private static boolean schemaOrder(
      Dialect dialect, Map<String, Object> body, Map<String, Object> changed, RandomTalk talk) {
    var schema = talk.schema();
    var turned = Tree.copy(schema);
    var properties = Tree.map(Tree.of(turned, "properties"));
    properties.put("a", properties.remove("a"));
    dialect.form(body, schema);
    dialect.form(changed, turned);
    return true;
  }

  private static boolean picture(Dialect dialect, Map<String, Object> body) {
    var turns = Tree.items(asList(dialect, body));
    if (turns.size() < 2) {
      return false;
    }
    Tree.map(turns.getFirst()).put("content", Tree.list(dialect.picture("https://y/1")));
    return true;
  }

  @Test
  void pairsThatDifferInNothingThatMattersAlwaysShareAKey() {
    var random = new Random(SEED + 1);
    int plain = 0;
    for (int i = 0; i < SAME; i++) {
      var talk = new RandomTalk(random);
      var turns = talk.turns();
      int temperature = random.nextInt(3) - 1;
      int topP = random.nextInt(3) - 1;
      var dialect = Dialect.values()[random.nextInt(3)];
      boolean rich = random.nextInt(3) == 0;
      var other = rich ? dialect : Dialect.values()[random.nextInt(3)];
      var body = dialect.body(turns, random);
      talk.settle(dialect, body, temperature, topP);
      Map<String, Object> changed;
      if (rich) {
        talk.enrich(dialect, body);
        changed = Tree.copy(body);
        changed.put(dialect.cap(), Tree.raw("77"));
      } else {
        changed = other.body(turns, random);
        talk.settle(other, changed, temperature, topP);
        if (other == Dialect.CHAT && random.nextBoolean()) {
          changed.put("n", Tree.raw("1"));
        }
      }
      changed.put("model", "MoM");
      changed.put("stream", Tree.raw(random.nextBoolean() ? "true" : "null"));
      if (other != Dialect.ANTHROPIC && random.nextBoolean()) {
        changed.put("stream_options", Tree.object("include_usage", Tree.raw("true")));
      }
      var first = question(dialect, body, random);
      var second = question(other, changed, random);
      if (first == null
          || second == null
          || !key(first, AROUND).equals(key(second, AROUND))
          || !first.text().equals(second.text())) {
        throw new AssertionError("pair %d: %s and %s".formatted(i, body, changed));
      }
      plain += first.form().equals(Question.PLAIN) && dialect != other ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(SAME / 3);
  }
}
