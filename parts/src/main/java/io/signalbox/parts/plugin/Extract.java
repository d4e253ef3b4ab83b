package io.signalbox.parts.plugin;

import io.signalbox.chat.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The part of a long text that has to do with a question: its first and last chunk, and of the
 * others the most relevant, in their order, up to a budget. What is left out is marked.
 */
final class Extract {
  private static final int CHUNK_BYTES = 400;
  private static final int BYTES_PER_TOKEN = 4;
  private static final String GAP = "\n[...]\n";

  private Extract() {}

  /** An estimate of a text's tokens. */
  static long tokens(String text) {
    return (Utf8.length(text) + BYTES_PER_TOKEN - 1L) / BYTES_PER_TOKEN;
  }

  /**
   * The extract; the text itself when it would not be shorter.
   *
   * @param budget in tokens
   */
  static String of(String text, String question, long budget) {
    var chunks = chunks(text);
    if (chunks.size() < 3) {
      return text;
    }
    var scores = new Relevance(chunks).to(question);
    var kept = new TreeSet<>(List.of(0, chunks.size() - 1));
    long left = budget - tokens(chunks.getFirst()) - tokens(chunks.getLast());
    var order =
        IntStream.range(1, chunks.size() - 1)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .toList();
    for (int i : order) {
      long cost = tokens(chunks.get(i)) + tokens(GAP);
      if (cost <= left) {
        kept.add(i);
        left -= cost;
      }
    }
    var extract = new StringBuilder();
    int before = -1;
    for (int i : kept) {
      if (before >= 0 && i > before + 1) {
        extract.append(GAP);
      }
      extract.append(chunks.get(i));
      before = i;
    }
    return extract.length() < text.length() ? extract.toString() : text;
  }

  /** Stretches of about 100 tokens that end at a line or a word where they can. */
  private static List<String> chunks(String text) {
    List<String> chunks = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + CHUNK_BYTES);
      if (to < text.length()) {
        int line = text.lastIndexOf('\n', to - 1);
        int word = text.lastIndexOf(' ', to - 1);
        if (line > from + CHUNK_BYTES / 4) {
          to = line + 1;
        } else if (word > from + CHUNK_BYTES / 4) {
          to = word + 1;
        } else if (Character.isHighSurrogate(text.charAt(to - 1))) {
          to--;
        }
      }
      chunks.add(text.substring(from, to));
      from = to;
    }
    return chunks;
  }
}
