package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.util.List;

/**
 * Text of a page that a reader does not see and a model does: comments, alternative texts and
 * titles, comments of Markdown. It is told apart from what stands around it, because an order to a
 * model is easier to see alone.
 */
final class HiddenMarkup {
  private static final int FEWEST_WORDS = 4;
  private static final List<String[]> MARKS =
      List.of(
          new String[] {"<!--", "-->"},
          new String[] {"[//]: # (", ")"},
          new String[] {"![", "]("},
          new String[] {"alt=\"", "\""},
          new String[] {"title=\"", "\""},
          new String[] {"aria-label=\"", "\""},
          new String[] {"content=\"", "\""},
          new String[] {"display:none", "</"},
          new String[] {"display: none", "</"},
          new String[] {"font-size:0", "</"});

  private HiddenMarkup() {}

  static void decode(String text, Found found) {
    for (var mark : MARKS) {
      int start = text.indexOf(mark[0]);
      while (start >= 0) {
        int from = start + mark[0].length();
        int end = text.indexOf(mark[1], from);
        if (end < 0) {
          break;
        }
        var hidden = text.substring(from, Math.min(end, from + Disguises.LONGEST));
        if (CommonWords.count(hidden).words() >= FEWEST_WORDS) {
          found.add(Technique.HIDDEN_MARKUP, hidden);
        }
        start = text.indexOf(mark[0], end);
      }
    }
  }
}
