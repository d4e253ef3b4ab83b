package io.signalbox.parts.cache.facts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions of the same words: two that changed places, one small word that turns the meaning, or a
 * word against the same with "un" before it.
 */
final class FrameRule implements Rule {
  private static final Set<String> NO = Set.of("not", "never", "no", "nicht", "pas", "nao", "niet");
  private static final Map<String, Set<String>> TURNS = turns();

  private static Map<String, Set<String>> turns() {
    var turns = new HashMap<String, Set<String>>();
    for (var pair :
        List.of(
            "up down",
            "in out",
            "on off",
            "to from",
            "for against",
            "with without",
            "over under",
            "into from",
            "aan uit",
            "auf zu",
            "ein aus",
            "an aus",
            "hoch runter",
            "con sin",
            "con senza",
            "com sem",
            "avec sans",
            "mit ohne",
            "met zonder",
            "and or",
            "und oder",
            "sur sous",
            "above below",
            "inside outside",
            "early late",
            "good bad",
            "many few",
            "much little",
            "me you",
            "my your",
            "left right",
            "high low",
            "day night",
            "pour contre",
            "fur gegen",
            "like dislike",
            "keep discard",
            "build destroy",
            "start end",
            "begin end",
            "som sem",
            "all none")) {
      var words = pair.split(" ", -1);
      turns.computeIfAbsent(words[0], word -> new HashSet<>()).add(words[1]);
      turns.computeIfAbsent(words[1], word -> new HashSet<>()).add(words[0]);
    }
    return Map.copyOf(turns);
  }

  @Override
  public @Nullable Conflict between(Facts a, Facts b, Frame frame) {
    if (frame.swapped()) {
      return Conflict.DIRECTION;
    }
    if (!frame.oneGap()) {
      return null;
    }
    var inA = frame.onlyA();
    var inB = frame.onlyB();
    if ((inA.isEmpty() && no(inB)) || (inB.isEmpty() && no(inA))) {
      return Conflict.NEGATION;
    }
    if (inA.size() == 1 && inB.size() == 1) {
      var one = inA.getFirst();
      var other = inB.getFirst();
      return TURNS.getOrDefault(one, Set.of()).contains(other)
              || undone(one, other)
              || undone(other, one)
          ? Conflict.OPPOSITE
          : null;
    }
    return null;
  }

  private static boolean no(List<String> words) {
    return words.size() == 1 && NO.contains(words.getFirst());
  }

  private static boolean undone(String word, String base) {
    return base.length() >= 3
        && (word.equals("un" + base)
            || word.equals("dis" + base)
            || word.equals("non" + base)
            || word.equals("in" + base)
            || word.equals("im" + base)
            || word.equals("de" + base)
            || word.equals("il" + base)
            || word.equals("ir" + base));
  }
}
