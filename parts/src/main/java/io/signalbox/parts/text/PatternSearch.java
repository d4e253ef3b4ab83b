package io.signalbox.parts.text;

import com.google.re2j.Pattern;
import io.signalbox.parts.text.Automaton.Next;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds which of many RE2 patterns match a text. One pass finds the strings that they need; a
 * pattern is tried only where its string stands in the text, or where it needs none.
 */
public final class PatternSearch {
  private final List<Pattern> patterns;
  private final BitSet needy = new BitSet();
  private final List<int[]> patternsByString = new ArrayList<>();
  private final Automaton automaton;

  public PatternSearch(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
    var byString = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < patterns.size(); i++) {
      int number = i;
      RequiredLiterals.of(patterns.get(i).pattern())
          .ifPresent(strings -> {
            needy.set(number);
            strings.forEach(
                string -> byString.computeIfAbsent(string, any -> new ArrayList<>()).add(number));
          });
    }
    byString
        .values()
        .forEach(numbers ->
            patternsByString.add(numbers.stream().mapToInt(Integer::intValue).toArray()));
    automaton = new Automaton(List.copyOf(byString.keySet()), true);
  }

  /** The numbers of the patterns that match somewhere in a text. */
  public BitSet found(Text text) {
    return found(text, () -> true);
  }

  /**
   * The numbers of the patterns that match somewhere in a text.
   *
   * @param timeLeft asked before each pattern; what has not been tried when there is none is not
   *     found
   */
  public BitSet found(Text text, BooleanSupplier timeLeft) {
    var candidates = candidates(text.raw());
    var found = new BitSet(patterns.size());
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      if (!timeLeft.getAsBoolean()) {
        break;
      }
      found.set(i, patterns.get(i).matcher(text.raw()).find());
    }
    return found;
  }

  /** The patterns that may match. */
  BitSet candidates(String text) {
    var candidates = new BitSet(patterns.size());
    candidates.set(0, patterns.size());
    candidates.andNot(needy);
    var missing = new int[] {needy.cardinality()};
    if (missing[0] > 0) {
      automaton.scan(
          text,
          (string, end) -> {
            for (int pattern : patternsByString.get(string)) {
              missing[0] -= candidates.get(pattern) ? 0 : 1;
              candidates.set(pattern);
            }
            return missing[0] > 0 ? Next.SHORTER : Next.NOTHING;
          });
    }
    return candidates;
  }
}
