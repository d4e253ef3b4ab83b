package io.signalbox.backends.onnx;

import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes entities of tags. Each token is taken from the window in which it lies further from the
 * edge, where the model sees more on both sides of it. The pieces of a word are one: their
 * likelihoods are added, and the word is of the type, or of none, that has most. A word of a type
 * goes on with the entity before it if that is of the same type and the word's first piece does not
 * rather begin another.
 */
final class EntityDecoder {
  private final Pieces pieces;
  private final WordPiece wordPiece;
  private final List<String> types;
  private final List<Entity> found = new ArrayList<>();
  private @Nullable Open open;

  /** A stretch that the next word may go on with. */
  private static final class Open {
    private final int type;
    private final int start;
    private int end;
    private double score;
    private int tokens;

    Open(int type, int start) {
      this.type = type;
      this.start = start;
    }
  }

  private EntityDecoder(Pieces pieces, WordPiece wordPiece, List<String> types) {
    this.pieces = pieces;
    this.wordPiece = wordPiece;
    this.types = types;
  }

  /**
   * The entities of a text in its order.
   *
   * @param windows what was read of it, in any order; there may be gaps
   */
  static List<Entity> decode(
      Pieces pieces, WordPiece wordPiece, List<String> types, List<WindowReading> windows) {
    var decoder = new EntityDecoder(pieces, wordPiece, types);
    var sorted = new ArrayList<>(windows);
    sorted.sort(Comparator.comparingInt(reading -> reading.window().from()));
    for (int from = 0; from < sorted.size(); ) {
      int to = from + 1;
      while (to < sorted.size()
          && sorted.get(to).window().from() < sorted.get(to - 1).window().to()) {
        to++;
      }
      decoder.run(sorted.subList(from, to));
      from = to;
    }
    return decoder.found;
  }

  /** Reads windows of which each overlaps the one before it. */
  private void run(List<WindowReading> windows) {
    int last = windows.getLast().window().to();
    int index = 0;
    int token = windows.getFirst().window().from();
    while (token < last) {
      int end = token + 1;
      while (end < last && wordPiece.continues(pieces.id(end))) {
        end++;
      }
      var sums = new float[types.size() + 1];
      index = owner(windows, index, token);
      var first = windows.get(index);
      for (int i = token; i < end; i++) {
        index = owner(windows, index, i);
        var reading = windows.get(index);
        reading.tags().addTo(sums, i - reading.window().from());
      }
      int type = likeliest(sums) - 1;
      boolean begins = type >= 0 && first.tags().begins(token - first.window().from(), type);
      word(token, end, type, begins, type < 0 ? 0 : sums[type + 1]);
      token = end;
    }
    close();
  }

  /** The window, this one or a later one, in which a token lies deepest. */
  private static int owner(List<WindowReading> windows, int index, int token) {
    int owner = index;
    while (owner + 1 < windows.size()) {
      var here = windows.get(owner).window();
      var next = windows.get(owner + 1).window();
      if (next.from() > token || here.to() - token > token + 1 - next.from()) {
        break;
      }
      owner++;
    }
    return owner;
  }

  private void word(int from, int to, int type, boolean begins, double likelihood) {
    if (open != null && (begins || open.type != type)) {
      close();
    }
    if (type < 0) {
      return;
    }
    var going = open == null ? new Open(type, pieces.start(from)) : open;
    going.end = pieces.end(to - 1);
    going.score += likelihood;
    going.tokens += to - from;
    open = going;
  }

  private void close() {
    var closing = open;
    open = null;
    if (closing != null) {
      int start = found.isEmpty() ? 0 : found.getLast().end();
      start = Math.max(start, closing.start);
      if (start < closing.end) {
        double score = Math.min(1, closing.score / closing.tokens);
        found.add(new Entity(types.get(closing.type), start, closing.end, score));
      }
    }
  }

  private static int likeliest(float[] sums) {
    int best = 0;
    for (int i = 1; i < sums.length; i++) {
      best = sums[i] > sums[best] ? i : best;
    }
    return best;
  }
}
