package io.signalbox.parts.redact;

import io.signalbox.chat.BodyText;
import io.signalbox.chat.BodyText.Form;
import io.signalbox.chat.BodyText.Voice;
import io.signalbox.chat.BodyTexts;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replaces values in one request by placeholders.
 *
 * <p>Every text of the body is read, or those of some voices. What is found anywhere is replaced
 * everywhere, also where the finder overlooks it. Values are numbered in the order in which they
 * first occur, instructions first, so that a later turn of a conversation, which only adds to the
 * end, has the same placeholders for the same values; nothing needs to be kept between calls.
 */
public final class Redaction {
  /**
   * What is to be replaced.
   *
   * @param voices whose words are searched
   * @param threshold how sure the finder must be, 0 to 1
   * @param types whether values of a type are replaced
   * @param restored whether the placeholders of the answer are replaced again, so that none may
   *     look like what the request says itself
   */
  public record Wanted(
      Set<Voice> voices, double threshold, Predicate<String> types, boolean restored) {
    public Wanted {
      voices = Set.copyOf(voices);
    }
  }

  /**
   * What became of a request.
   *
   * @param values by the placeholders that stand for them, brackets left out
   * @param counts of distinct values by type
   */
  public record Redacted(
      ChatRequest request, Map<String, String> values, Map<String, Integer> counts) {}

  /** A stretch of a text that is to be replaced. */
  private record Span(int start, int end, String type) {}

  private final Wanted wanted;
  private final List<BodyText> texts;
  private final List<List<Span>> spans = new ArrayList<>();
  private final Placeholders placeholders = new Placeholders();

  private Redaction(Wanted wanted, List<BodyText> texts) {
    this.wanted = wanted;
    this.texts = texts;
    texts.forEach(text -> spans.add(new ArrayList<>()));
  }

  /**
   * Replaces what a finder finds.
   *
   * @throws RouterException {@code BLOCKED} when not every word was looked at; what the finder
   *     throws
   */
  public static Redacted of(
      ChatRequest request, BodyTexts body, Finder finder, Wanted wanted, Deadline deadline) {
    var redaction = new Redaction(wanted, body.all());
    redaction.find(finder, deadline);
    return redaction.replace(request, body);
  }

  private void find(Finder finder, Deadline deadline) {
    int from = 0;
    while (from < texts.size()) {
      int to = from + 1;
      while (to < texts.size() && texts.get(to).group() == texts.get(from).group()) {
        to++;
      }
      if (wanted.voices().contains(texts.get(from).voice())) {
        find(from, to, finder, deadline);
      }
      from = to;
    }
    spans.replaceAll(Redaction::merged);
  }

  /** Reads the texts of a group as one. */
  private void find(int from, int to, Finder finder, Deadline deadline) {
    var whole = new StringBuilder();
    var starts = new int[to - from];
    for (int i = from; i < to; i++) {
      whole.append(i == from && texts.get(i).lead().equals("\n") ? "" : texts.get(i).lead());
      starts[i - from] = whole.length();
      whole.append(texts.get(i).text());
    }
    if (whole.toString().isBlank()) {
      return;
    }
    var found = finder.find(whole.toString(), deadline);
    if (!found.coverage().complete()) {
      throw new RouterException(
          Fault.BLOCKED, "the request is too long to be searched for what must be redacted");
    }
    for (var entity : found.entities()) {
      if (entity.score() >= wanted.threshold() && wanted.types().test(entity.type())) {
        int place = Arrays.binarySearch(starts, entity.start());
        int i = place >= 0 ? place : Math.max(0, -place - 2);
        for (; i < starts.length && starts[i] < entity.end(); i++) {
          clip(from + i, entity.start() - starts[i], entity.end() - starts[i], entity.type());
        }
      }
    }
  }

  private void clip(int index, int start, int end, String type) {
    var text = texts.get(index).text();
    int first = Math.max(0, start);
    int last = Math.min(text.length(), end);
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (first < last && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    if (first < last) {
      boolean whole = texts.get(index).form() == Form.NUMBER;
      spans.get(index).add(whole ? new Span(0, text.length(), type) : new Span(first, last, type));
    }
  }

  /** Stretches that overlap are one, of the type of the longest. */
  private static List<Span> merged(List<Span> found) {
    if (found.size() < 2) {
      return found;
    }
    found.sort(Comparator.comparingInt(Span::start).thenComparingInt(span -> -span.end()));
    var merged = new ArrayList<Span>();
    int longest = 0;
    for (var span : found) {
      int length = span.end() - span.start();
      if (merged.isEmpty() || span.start() >= merged.getLast().end()) {
        merged.add(span);
        longest = length;
      } else {
        var last = merged.removeLast();
        var type = length > longest ? span.type() : last.type();
        longest = Math.max(longest, length);
        merged.add(new Span(last.start(), Math.max(last.end(), span.end()), type));
      }
    }
    return merged;
  }

  private Redacted replace(ChatRequest request, BodyTexts body) {
    for (int i = 0; i < texts.size(); i++) {
      for (var span : spans.get(i)) {
        var _ = placeholders.number(value(i, span), span.type());
      }
    }
    if (placeholders.isEmpty()) {
      return new Redacted(request, Map.of(), Map.of());
    }
    placeholders.mark(outline(), wanted.restored() ? texts : List.of());
    var known = new KnownValues(placeholders.types());
    var changed = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      changed.add(rewritten(i, known));
    }
    return new Redacted(
        body.with(changed).withVeil(), placeholders.values(), placeholders.counts());
  }

  private String value(int index, Span span) {
    return texts.get(index).text().substring(span.start(), span.end());
  }

  /** What a conversation begins with, values left out: the same for each of its turns. */
  private String outline() {
    var outline = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      int at = 0;
      var text = texts.get(i).text();
      for (var span : spans.get(i)) {
        outline.append(text, at, span.start()).append('\0').append(span.type());
        at = span.end();
      }
      outline.append(text, at, text.length()).append('\0');
      if (texts.get(i).voice() == Voice.USER) {
        break;
      }
    }
    return outline.toString();
  }

  private String rewritten(int index, KnownValues known) {
    var text = texts.get(index);
    if (text.form() == Form.NUMBER) {
      var type =
          spans.get(index).isEmpty()
              ? known.whole(text.text())
              : spans.get(index).getFirst().type();
      return type == null ? text.text() : placeholders.of(text.text(), type, text.form());
    }
    var written = new StringBuilder();
    int at = 0;
    for (var span : spans.get(index)) {
      between(text, at, span.start(), known, written);
      written.append(placeholders.of(value(index, span), span.type(), text.form()));
      at = span.end();
    }
    between(text, at, text.text().length(), known, written);
    return written.toString();
  }

  /** Writes what stands between two stretches that were found, known values replaced. */
  private void between(BodyText text, int from, int to, KnownValues known, StringBuilder written) {
    int at = from;
    for (int i = from; i < to; i++) {
      var match = known.at(text.text(), i, to);
      if (match != null) {
        written.append(text.text(), at, i);
        var value = text.text().substring(i, match.end());
        written.append(placeholders.of(value, match.type(), text.form()));
        at = match.end();
        i = at - 1;
      }
    }
    written.append(text.text(), at, to);
  }
}
