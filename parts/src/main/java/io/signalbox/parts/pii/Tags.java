package io.signalbox.parts.pii;

import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Joins what the model tags with what rules found. */
final class Tags {
  /** The most that a tag counts which a rule should have confirmed. */
  private static final double UNCONFIRMED = 0.45;

  private static final double MOST = 0.97;

  /** Types whose stretches are cut, rather than dropped, where a rule knows better of a part. */
  private static final Set<String> CUT =
      Set.of("PERSON", "GPE", "ORGANIZATION", "STREET_ADDRESS", "USERNAME");

  private final Gazetteer gazetteer;

  Tags(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /** All findings, rules' and the model's, which may still overlap. */
  List<Finding> join(Page page, List<Finding> rules, List<Entity> tags) {
    var text = page.text();
    var joined = new ArrayList<>(rules);
    var named = new ArrayList<Finding>();
    int behind = 0;
    var sorted = rules.stream().sorted(Comparator.comparingInt(Finding::start)).toList();
    for (var tag : tags) {
      var finding =
          new Finding(
              tag.type(), tag.start(), Math.min(tag.end(), text.length()), tag.score(), false);
      if (says(text, finding)) {
        while (behind < sorted.size() && sorted.get(behind).start() < finding.start() - WINDOW) {
          behind++;
        }
        settle(page, finding, near(sorted, behind, finding), named);
      }
    }
    joined.addAll(named);
    joined.addAll(gazetteer.places(text, joined));
    return joined;
  }

  private static boolean says(String text, Finding tag) {
    return text.substring(tag.start(), tag.end()).chars().anyMatch(c -> edge((char) c));
  }

  /** The longest stretch of a rule that is looked for around a tag. */
  private static final int WINDOW = 512;

  private static List<Finding> near(List<Finding> sorted, int from, Finding tag) {
    var near = new ArrayList<Finding>();
    for (int i = from; i < sorted.size() && sorted.get(i).start() < tag.end(); i++) {
      if (sorted.get(i).overlaps(tag)) {
        near.add(sorted.get(i));
      }
    }
    return near;
  }

  private void settle(Page page, Finding tag, List<Finding> rules, List<Finding> out) {
    var type = PiiType.named(tag.type());
    for (var rule : rules) {
      if (rule.type().equals(tag.type())) {
        // They agree: the rule knows the edges.
        double score = 1 - (1 - rule.score()) * (1 - tag.score());
        out.add(rule.withScore(Math.max(rule.score(), Math.min(MOST, score))));
        return;
      }
    }
    if (type.filter(PiiType::validated).isPresent()) {
      out.add(tag.withScore(Math.min(tag.score(), UNCONFIRMED)));
      return;
    }
    var text = page.text();
    boolean name = gazetteer.knows(text.substring(tag.start(), tag.end()));
    if (!name && Doubts.announcement(page, tag)) {
      return;
    }
    if (!CUT.contains(tag.type())) {
      number(page, tag, out);
      return;
    }
    int start = tag.start();
    for (var rule : rules) {
      if (rule.score() >= Scores.FORM && rule.start() >= start) {
        piece(text, tag, start, rule.start(), out);
        start = rule.end();
      } else if (rule.score() >= Scores.FORM && rule.end() > start) {
        start = rule.end();
      }
    }
    piece(text, tag, start, tag.end(), out);
  }

  /** A tag of what is no name; numbers without the signs around them. */
  private static void number(Page page, Finding tag, List<Finding> out) {
    if (!Doubts.number(tag)) {
      out.add(tag);
      return;
    }
    int start = tag.start();
    int end = tag.end();
    while (start < end && !Chars.glues(page.at(start)) && "+(".indexOf(page.at(start)) < 0) {
      start++;
    }
    while (end > start && !Chars.glues(page.at(end - 1)) && page.at(end - 1) != ')') {
      end--;
    }
    if (start < end) {
      var bare = tag.within(start, end);
      boolean doubted = Doubts.otherNumber(page, bare);
      out.add(doubted ? bare.withScore(Math.min(bare.score(), UNCONFIRMED)) : bare);
    }
  }

  /** A part of a tag without what does not belong to a name. */
  private void piece(String text, Finding tag, int from, int to, List<Finding> out) {
    int start = from;
    int end = Math.min(to, tag.end());
    if (start >= end) {
      return;
    }
    int line = text.indexOf('\n', start);
    if (line > start && line < end && !tag.type().equals("STREET_ADDRESS")) {
      piece(text, tag, line + 1, end, out);
      end = line;
    }
    while (start < end && !edge(text.charAt(start))) {
      start++;
    }
    while (end > start && !edge(text.charAt(end - 1)) && !closing(text, start, end)) {
      end--;
    }
    if (end - start > 2 && possessive(text, end)) {
      end -= 2;
    }
    if (start < end) {
      gazetteer.corrected(text, tag.within(start, end)).forEach(out::add);
    }
  }

  /** Whether a character can be the first or the last of a name; halves of pairs are. */
  private static boolean edge(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || c == '#';
  }

  /** A stop that belongs to the name: {@code Inc.}, {@code Jr.}, {@code St.}; a closing bracket. */
  private static boolean closing(String text, int start, int end) {
    char last = text.charAt(end - 1);
    if (last == ')') {
      return text.substring(start, end).indexOf('(') >= 0;
    }
    if (last != '.') {
      return false;
    }
    int word = end - 1;
    while (word > start && Character.isLetter(text.charAt(word - 1))) {
      word--;
    }
    int length = end - 1 - word;
    return length >= 1 && length <= 4 && word > start && Character.isUpperCase(text.charAt(word));
  }

  private static boolean possessive(String text, int end) {
    char sign = text.charAt(end - 2);
    return text.charAt(end - 1) == 's' && (sign == '\'' || sign == '\u2019');
  }
}
