package io.signalbox.parts.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnglishStemTest {
  @ParameterizedTest
  @CsvSource({
    "caresses, caress",
    "flies, fli",
    "dies, die",
    "mules, mule",
    "denied, deni",
    "agreed, agre",
    "owned, own",
    "humbled, humbl",
    "meeting, meet",
    "stating, state",
    "itemization, item",
    "sensational, sensat",
    "traditional, tradit",
    "reference, refer",
    "colonizer, colon",
    "plotted, plot",
    "running, run",
    "connection, connect",
    "consistency, consist",
    "consigned, consign",
    "consolingly, consol",
    "knackeries, knackeri",
    "kneel, kneel",
    "generously, generous",
    "communities, communiti",
    "skies, sky",
    "dying, die",
    "news, news",
    "proceed, proceed",
    "exceeding, exceed",
    "hoping, hope",
    "hopping, hop",
    "luxuriated, luxuri",
    "happy, happi",
    "by, by",
    "say, say",
    "rational, ration",
    "hopefulness, hope",
    "triplicate, triplic",
    "electrical, electr",
    "adjustment, adjust",
    "adoption, adopt",
    "rate, rate",
    "controlling, control",
    "dog's, dog",
    "gas, gas",
    "this, this",
    "kiwis, kiwi",
    "diagnosis, diagnosi",
    "symptoms, symptom",
    "medication, medic",
    "algorithms, algorithm",
    "debugging, debug",
    "functions, function"
  })
  void wordsAreCutDown(String word, String stem) {
    assertThat(EnglishStem.of(word)).isEqualTo(stem);
  }

  @Test
  void otherWordsStay() {
    for (var word : new String[] {"", "a", "größen", "код", "3.14", "漢", "a".repeat(1_000)}) {
      assertThat(EnglishStem.of(word)).isEqualTo(word);
    }
  }

  @Test
  void anyWordHasAStem() {
    long seed = System.nanoTime();
    var random = new RandomText(seed);
    for (int i = 0; i < 100_000; i++) {
      var word = random.of("aeiouybdlnsticgmr'", 0, 12);
      assertThat(EnglishStem.of(word).length())
          .as("seed %d: %s", seed, word)
          .isLessThanOrEqualTo(word.length() + 1);
    }
  }
}
