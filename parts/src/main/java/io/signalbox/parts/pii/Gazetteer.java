package io.signalbox.parts.pii;

import io.signalbox.parts.text.Automaton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Common names: of people, places and firms. They correct the model; alone they say little. */
final class Gazetteer {
  private static final double LIFT = 0.3;

  private final Set<String> first = new HashSet<>();
  private final Set<String> places = new HashSet<>();
  private final Set<String> suffixes = new HashSet<>();
  private final Set<String> titles = new HashSet<>();
  private final List<String> placeList;
  private final Automaton automaton;

  Gazetteer() {
    for (var line : Cues.Lines.of("names.txt")) {
      int space = line.indexOf(' ');
      var names = List.of(line.substring(space + 1).split("\\|", -1));
      switch (line.substring(0, space)) {
        case "FIRST" -> first.addAll(names);
        case "PLACE" -> places.addAll(names);
        case "SUFFIX" -> suffixes.addAll(names);
        case "TITLE" -> titles.addAll(names);
        default -> throw new IllegalArgumentException(line + " (expected: a kind of name)");
      }
    }
    placeList = List.copyOf(places);
    automaton = new Automaton(placeList, false);
  }

  /** Whether it is the name of a person or a place, as it is written. */
  boolean knows(String name) {
    return first.contains(name) || places.contains(name);
  }

  /** A tag with its type, its edges and its score put right; nothing where nothing is left. */
  List<Finding> corrected(String text, Finding tag) {
    return switch (tag.type()) {
      case "PERSON" -> person(text, tag);
      case "GPE" -> List.of(places.contains(words(text, tag)) ? lifted(tag) : tag);
      case "ORGANIZATION" -> List.of(organization(text, tag));
      default -> List.of(tag);
    };
  }

  private static String words(String text, Finding tag) {
    return text.substring(tag.start(), tag.end());
  }

  private List<Finding> person(String text, Finding tag) {
    int start = tag.start();
    int end = wordEnd(text, start, tag.end());
    // Titles stand in front of names and are no part of them.
    while (titles.contains(text.substring(start, end))) {
      start = end;
      while (start < tag.end() && !Character.isLetterOrDigit(text.charAt(start))) {
        start++;
      }
      if (start == tag.end()) {
        return List.of();
      }
      end = wordEnd(text, start, tag.end());
    }
    var person = tag.within(start, tag.end());
    var name = words(text, person);
    if (places.contains(name) && !first.contains(name)) {
      return List.of(person.as("GPE"));
    }
    if (suffixes.contains(name.substring(name.lastIndexOf(' ') + 1)) && name.indexOf(' ') > 0) {
      return List.of(person.as("ORGANIZATION"));
    }
    return List.of(first.contains(text.substring(start, end)) ? lifted(person) : person);
  }

  private Finding organization(String text, Finding tag) {
    int end = tag.end();
    int from = end < text.length() && text.charAt(end) == ',' ? end + 1 : end;
    if (from < text.length() && text.charAt(from) == ' ') {
      int word = from + 1;
      int last = wordEnd(text, word, text.length());
      if (last < text.length()
          && text.charAt(last) == '.'
          && suffixes.contains(text.substring(word, last + 1))) {
        last++;
      }
      if (last > word && last - word <= 12 && suffixes.contains(text.substring(word, last))) {
        return lifted(tag.within(tag.start(), last));
      }
    }
    var name = words(text, tag);
    return suffixes.contains(name.substring(name.lastIndexOf(' ') + 1)) ? lifted(tag) : tag;
  }

  private static int wordEnd(String text, int from, int limit) {
    int end = from;
    while (end < limit && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static Finding lifted(Finding tag) {
    return tag.withScore(tag.score() + LIFT * (1 - tag.score()));
  }

  /** Well-known places where nothing was found, and no part of a longer name. */
  List<Finding> places(String text, List<Finding> found) {
    var taken = new TreeMap<Integer, Integer>();
    for (var finding : found) {
      taken.merge(finding.start(), finding.end(), Math::max);
    }
    widen(taken);
    var places = new ArrayList<Finding>();
    automaton.scan(
        text,
        (place, end) -> {
          int start = end - placeList.get(place).length();
          var before = taken.floorEntry(end - 1);
          boolean free = before == null || before.getValue() <= start;
          if (free
              && Chars.opens(text, start)
              && Chars.closes(text, end)
              && alone(text, start, end)) {
            places.add(new Finding("GPE", start, end, Scores.RESERVED, true));
          }
          return Automaton.Next.SHORTER;
        });
    return places;
  }

  /** Lets each stretch reach as far as any that begins before it. */
  private static void widen(TreeMap<Integer, Integer> taken) {
    int furthest = 0;
    for (Map.Entry<Integer, Integer> entry : taken.entrySet()) {
      furthest = Math.max(furthest, entry.getValue());
      entry.setValue(furthest);
    }
  }

  private static boolean alone(String text, int start, int end) {
    boolean capitalBehind =
        end + 1 < text.length()
            && (text.charAt(end) == ' ' || text.charAt(end) == '-')
            && Character.isUpperCase(text.charAt(end + 1));
    if (capitalBehind || start < 2) {
      return !capitalBehind;
    }
    char sign = text.charAt(start - 1);
    int word = start - 1;
    while (word > 0 && start - word < 24 && Character.isLetter(text.charAt(word - 1))) {
      word--;
    }
    boolean name =
        (sign == ' ' || sign == '-')
            && word < start - 1
            && Character.isUpperCase(text.charAt(word));
    // The first word of a sentence has a capital as well.
    boolean sentence = word == 0 || (word >= 2 && ".!?".indexOf(text.charAt(word - 2)) >= 0);
    return !name || sentence;
  }
}
