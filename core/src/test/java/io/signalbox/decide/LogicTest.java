package io.signalbox.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.signal.Bounds;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LogicTest {
  private static final Logic FREE = new Logic(List.of());

  private static Rule is(String name) {
    return new Rule.Is(new SignalName("keyword", name));
  }

  private static Rule measured(Bounds bounds) {
    return new Rule.Is(new SignalName("structure", "count"), bounds, OnError.UNKNOWN);
  }

  private static Rule all(Rule... parts) {
    return new Rule.All(List.of(parts));
  }

  private static Rule any(Rule... parts) {
    return new Rule.Any(List.of(parts));
  }

  private static boolean possible(Rule... rules) {
    return FREE.possible(List.of(rules), List.of());
  }

  @Test
  void contradictionIsImpossible() {
    assertThat(possible(is("a"), is("b"))).isTrue();
    assertThat(possible(is("a"), new Rule.Not(is("a")))).isFalse();
    assertThat(possible(any())).isFalse();
    assertThat(possible(all())).isTrue();
    assertThat(possible(all(any(is("a"), is("b")), new Rule.Not(is("a")), new Rule.Not(is("b")))))
        .isFalse();
  }

  @Test
  void numbersLieInOneRegion() {
    var few = measured(new Bounds(null, null, 3.0, null));
    var many = measured(new Bounds(null, 3.0, null, null));
    var three = measured(new Bounds(null, 3.0, null, 3.0));
    assertThat(possible(few, many)).isFalse();
    assertThat(possible(three, many)).isTrue();
    assertThat(possible(three, measured(new Bounds(3.0, null, null, null)))).isFalse();
    assertThat(FREE.possible(List.of(), List.of(few, many))).isFalse();
    assertThat(FREE.possible(List.of(), List.of(few, three))).isTrue();
  }

  @Test
  void exclusiveNamesHoldOneAtATime() {
    var names = Set.of(new SignalName("keyword", "a"), new SignalName("keyword", "b"));
    var logic = new Logic(List.of(names));
    assertThat(logic.possible(List.of(is("a"), is("b")), List.of())).isFalse();
    assertThat(logic.possible(List.of(is("a"), is("c")), List.of(is("b")))).isTrue();
    assertThat(logic.possible(List.of(), List.of(is("a"), is("b")))).isTrue();
  }

  @Test
  void hugeRulesAreLeftUndecided() {
    var parts = new ArrayList<Rule>();
    for (int i = 0; i < 400; i++) {
      parts.add(any(is("a" + i), is("b" + i), is("c" + (i * 7) % 400)));
    }
    assertThat(FREE.possible(parts, parts)).isFalse();
    // Parity has no short proof; the search gives up instead of running for ever.
    Rule parity = is("p0");
    for (int i = 1; i < 40; i++) {
      var next = is("p" + i);
      parity = any(all(parity, new Rule.Not(next)), all(new Rule.Not(parity), next));
      if (i == 12) {
        break;
      }
    }
    assertThat(FREE.possible(List.of(parity), List.of())).isTrue();
  }

  @Test
  void agreesWithTryingEverything() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var one = rule(random, 3);
      var other = rule(random, 3);
      assertThat(FREE.possible(List.of(one), List.of(other)))
          .as("seed %d: %s without %s", seed, one, other)
          .isEqualTo(tried(one, other));
    }
  }

  private static Rule rule(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    var parts = new ArrayList<Rule>();
    for (int i = random.nextInt(3); kind > 0 && i >= 0; i--) {
      parts.add(rule(random, depth - 1));
    }
    return switch (kind) {
      case 0 -> is("" + (char) ('a' + random.nextInt(4)));
      case 1 -> new Rule.All(parts);
      case 2 -> new Rule.Any(parts);
      default -> new Rule.Not(parts.getFirst());
    };
  }

  private static boolean tried(Rule one, Rule other) {
    for (int world = 0; world < 16; world++) {
      if (holds(one, world) && !holds(other, world)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Rule rule, int world) {
    return switch (rule) {
      case Rule.Is leaf -> (world >> (leaf.signal().name().charAt(0) - 'a') & 1) == 1;
      case Rule.All(var parts) -> parts.stream().allMatch(part -> holds(part, world));
      case Rule.Any(var parts) -> parts.stream().anyMatch(part -> holds(part, world));
      case Rule.Not(var part) -> !holds(part, world);
    };
  }
}
