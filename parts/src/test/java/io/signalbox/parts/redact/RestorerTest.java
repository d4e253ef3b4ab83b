package io.signalbox.parts.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestorerTest {
  private static final TokenIndex TOKENS =
      new TokenIndex(
          Map.of(
              "PERSON_1_QX7", "Ann \"A\" Ott",
              "PERSON_12_QX7", "Bob",
              "EMAIL_ADDRESS_1_QX7", "a@b.c"));

  private static String whole(String text) {
    return Restorer.whole(TOKENS, false, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[PERSON_12_QX7]",
        "[person_12_qx7]",
        "[Person 12 QX7]",
        "[PERSON-12-QX7]",
        "\\[PERSON_12_QX7\\]",
        "[PERSON\\_12\\_QX7]",
        "\\\\[PERSON\\\\_12\\\\_QX7\\\\]",
        "PERSON_12_QX7",
        "PERSON\\_12\\_QX7",
        "[PERSON_12_QX7"
      })
  void whatModelsMakeOfAPlaceholderIsRecognised(String written) {
    assertThat(whole(written)).isEqualTo("Bob");
    assertThat(whole("Hi **" + written + "**, (" + written + ")'s " + written + "."))
        .isEqualTo("Hi **Bob**, (Bob)'s Bob.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[PERSON_1_QX8]",
        "[PERSON_3_QX7]",
        "XPERSON_12_QX7",
        "PERSON_12_QX7a",
        "PERSON_12_QX7_2",
        "[PERSON_12",
        "[[[",
        "\\",
        "\\\\\\\\\\\\\\\\\\",
        "person",
        "",
        "[ERSON_1_QX7]"
      })
  void whatIsNoneStays(String text) {
    assertThat(whole(text)).isEqualTo(text);
    assertThat(whole(text + " end")).isEqualTo(text + " end");
  }

  @Test
  void bracketsThatAreNotThePlaceholdersOwnStay() {
    assertThat(whole("[see PERSON_12_QX7]")).isEqualTo("[see Bob]");
    assertThat(whole("[[PERSON_12_QX7]]")).isEqualTo("[Bob]");
    assertThat(whole("C:\\[PERSON_12_QX7]")).isEqualTo("C:\\Bob");
    assertThat(whole("[PERSON_12_QX7][EMAIL_ADDRESS_1_QX7]")).isEqualTo("Boba@b.c");
  }

  @Test
  void theShortestEndIsKeptBack() {
    var restorer = new Restorer(TOKENS, false);
    assertThat(restorer.take("Dear [PERS", false)).isEqualTo("Dear ");
    assertThat(restorer.take("O", false)).isEmpty();
    assertThat(restorer.take("X] and [", false)).isEqualTo("[PERSOX] and ");
    assertThat(restorer.take("PERSON_1_QX7", false)).isEmpty();
    assertThat(restorer.take("] x", false)).isEqualTo("Ann \"A\" Ott x");
    assertThat(restorer.take(" PERSON_12_QX7", false)).isEqualTo(" ");
    assertThat(restorer.take("", true)).isEqualTo("Bob");
    assertThat(restorer.held()).isEmpty();
  }

  @Test
  void inJsonValuesAreEscaped() {
    assertThat(Restorer.whole(TOKENS, true, "{\"a\":\"[PERSON_1_QX7]\"}"))
        .isEqualTo("{\"a\":\"Ann \\\"A\\\" Ott\"}");
    assertThat(whole(" {\"a\":\"[PERSON_1_QX7]\"}")).isEqualTo(" {\"a\":\"Ann \\\"A\\\" Ott\"}");
    assertThat(whole("[\"[PERSON_1_QX7]\"]")).isEqualTo("[\"Ann \\\"A\\\" Ott\"]");
    assertThat(whole("[PERSON_1_QX7] {")).isEqualTo("Ann \"A\" Ott {");
    assertThat(whole("Ok: {\"a\": [PERSON_1_QX7]")).isEqualTo("Ok: {\"a\": Ann \"A\" Ott");
  }

  @Test
  void anyCutGivesTheSame() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var letters = "[]\\_ PpEersonQX712qx\n";
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> text.append("[PERSON_1_QX7]");
          case 1 -> text.append("PERSON_12_QX7");
          case 2 -> text.append("\\[EMAIL\\_ADDRESS\\_1\\_QX7\\]");
          default -> text.append(letters.charAt(random.nextInt(letters.length())));
        }
      }
      var restorer = new Restorer(TOKENS, false);
      var told = new StringBuilder();
      for (int from = 0; from < text.length(); ) {
        int to = Math.min(text.length(), from + random.nextInt(6));
        told.append(restorer.take(text.substring(from, to), false));
        from = to;
      }
      told.append(restorer.take("", true));
      assertThat(told.toString()).as("seed %d: %s", seed, text).isEqualTo(whole(text.toString()));
    }
  }
}
