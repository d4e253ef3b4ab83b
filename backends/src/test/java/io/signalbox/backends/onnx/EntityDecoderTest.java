package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tags are made up here: one letter a piece, from which logits are made. */
class EntityDecoderTest {
  private static final List<String> TYPES = List.of("PERSON", "GPE");
  private static final String LETTERS = ".PpGg";
  private static final float SURE = 20;

  @Test
  void wordsOfAStretchAreOneEntity() {
    assertThat(shown("I saw Jane Doe today", "..Pp.")).containsExactly("PERSON:Jane Doe");
    assertThat(shown("Jane Doe", "Pp")).containsExactly("PERSON:Jane Doe");
    assertThat(shown("nobody here", "..")).isEmpty();
  }

  @Test
  void aBeginningOrAnotherTypeEndsTheEntityBefore() {
    assertThat(shown("Jane Rome Paul", "PGP"))
        .containsExactly("PERSON:Jane", "GPE:Rome", "PERSON:Paul");
    assertThat(shown("Jane Paul", "PP")).containsExactly("PERSON:Jane", "PERSON:Paul");
    assertThat(shown("Jane Rome", "Pg")).containsExactly("PERSON:Jane", "GPE:Rome");
  }

  @Test
  void anEntityNeedsNoBeginning() {
    assertThat(shown("saw Jane Doe", ".pp")).containsExactly("PERSON:Jane Doe");
  }

  @Test
  void thePiecesOfAWordAreOne() {
    // una ffa ble
    assertThat(shown("unaffable x", "Ppp.")).containsExactly("PERSON:unaffable");
    assertThat(shown("unaffable x", "..p.")).isEmpty();
    assertThat(shown("unaffable x", ".pp.")).containsExactly("PERSON:unaffable");
    assertThat(shown("unaffable unaffable", "PpPppp"))
        .containsExactly("PERSON:unaffable unaffable");
  }

  @Test
  void placesAreThoseOfTheOriginal() {
    assertThat(shown("\u0000 ZOE\u0308 \u200bÅsa 中", "Pp."))
        .containsExactly("PERSON:ZOE\u0308 \u200bÅsa");
  }

  @Test
  void theScoreIsTheMeanLikelihoodOfTheType() {
    var pieces = Models.WORD_PIECE.pieces("Jane Doe");
    float[] logits = new float[4 * 5];
    logits[5 + 1] = (float) Math.log(4);
    logits[10 + 2] = (float) Math.log(12);
    var found = decode(pieces, List.of(window(0, 2, logits)));
    double first = (4 + 1) / 8.0;
    double second = (12 + 1) / 16.0;
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().score()).isCloseTo((first + second) / 2, within(1e-6));
  }

  @Test
  void aTokenIsTakenFromTheWindowWhereItLiesDeeper() {
    var pieces = Models.WORD_PIECE.pieces("a b c d e f g h");
    var left = window(0, 6, logits("..PP.."));
    var right = window(2, 8, logits("..P.P."));
    // c and d lie deeper on the left, e and f on the right.
    assertThat(texts("a b c d e f g h", decode(pieces, List.of(right, left))))
        .containsExactly("PERSON:c", "PERSON:d", "PERSON:e", "PERSON:g");
  }

  @Test
  void anEntityAcrossTwoWindowsIsOne() {
    var pieces = Models.WORD_PIECE.pieces("a b c d e f g h");
    var left = window(0, 6, logits("...Ppp"));
    var right = window(2, 8, logits(".Pppp."));
    assertThat(texts("a b c d e f g h", decode(pieces, List.of(left, right))))
        .containsExactly("PERSON:d e f g");
  }

  @Test
  void aGapEndsAnEntity() {
    var pieces = Models.WORD_PIECE.pieces("a b c d e f");
    var left = window(0, 2, logits(".P"));
    var right = window(4, 6, logits("p."));
    assertThat(texts("a b c d e f", decode(pieces, List.of(left, right))))
        .containsExactly("PERSON:b", "PERSON:e");
  }

  @Test
  void entitiesOfAnyTagsStandInTheTextInOrderAndApart() {
    var random = new Random(7);
    var mutations = new Mutations(random);
    for (int i = 0; i < 5000; i++) {
      var text = mutations.next();
      var pieces = Models.WORD_PIECE.pieces(text);
      var windows = new ArrayList<WindowReading>();
      for (var window : Window.inwards(pieces.size(), 128 + random.nextInt(300))) {
        var tags = new StringBuilder();
        for (int t = 0; t < window.size(); t++) {
          tags.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        windows.add(window(window.from(), window.to(), logits(tags.toString())));
      }
      int reached = 0;
      for (var entity : decode(pieces, windows)) {
        assertThat(entity.start()).as("input %d", i).isGreaterThanOrEqualTo(reached);
        assertThat(entity.end()).as("input %d", i).isLessThanOrEqualTo(text.length());
        assertThat(entity.score()).isBetween(0.0, 1.0);
        reached = entity.end();
      }
    }
  }

  private static List<String> shown(String text, String tags) {
    var pieces = Models.WORD_PIECE.pieces(text);
    assertThat(tags).as(text).hasSize(pieces.size());
    return texts(text, decode(pieces, List.of(window(0, tags.length(), logits(tags)))));
  }

  private static List<String> texts(String text, List<Entity> entities) {
    return entities.stream()
        .map(entity -> entity.type() + ":" + text.substring(entity.start(), entity.end()))
        .toList();
  }

  private static List<Entity> decode(Pieces pieces, List<WindowReading> windows) {
    return EntityDecoder.decode(pieces, Models.WORD_PIECE, TYPES, windows);
  }

  private static WindowReading window(int from, int to, float[] logits) {
    var tags = new TokenTags(logits, to - from, TYPES.size(), 1);
    return new WindowReading(new Window(from, to), Map.of(), tags);
  }

  /** Logits that are sure of each tag; those of the frame are sure of a person. */
  private static float[] logits(String tags) {
    int width = LETTERS.length();
    var logits = new float[(tags.length() + 2) * width];
    logits[1] = SURE;
    logits[logits.length - width + 1] = SURE;
    for (int i = 0; i < tags.length(); i++) {
      logits[(i + 1) * width + LETTERS.indexOf(tags.charAt(i))] = SURE;
    }
    return logits;
  }
}
