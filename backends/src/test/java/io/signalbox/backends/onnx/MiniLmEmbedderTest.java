package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {
  private final MiniLmEmbedder embedder = new MiniLmEmbedder(Models.ENCODER, Models.POOL);

  @Test
  void aVectorHasTheWidthOfTheModelAndNormOne() {
    var vector = embed("How do plants grow?");
    assertThat(vector).hasSize(embedder.dimensions());
    assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void theSameTextGivesTheSameVector() {
    assertThat(embed("How do plants grow?")).isEqualTo(embed("How do plants grow?"));
  }

  @Test
  void paraphrasesAreCloserThanStrangers() {
    var question = embed("How can I reset my password?");
    assertThat(cosine(question, embed("I forgot my password, how do I change it?")))
        .isGreaterThan(0.6)
        .isGreaterThan(cosine(question, embed("The Alps are covered in snow.")) + 0.3);
  }

  @Test
  void textsWithOneBeginningDifferByTheirEnds() {
    var beginning = "The committee met and talked about many things. ".repeat(40);
    assertThat(embed(beginning + "Then they approved the budget."))
        .isNotEqualTo(embed(beginning + "Then a volcano erupted."));
  }

  @Test
  void anEmptyTextHasAVector() {
    assertThat(cosine(embed(""), embed(""))).isCloseTo(1, within(1e-5));
  }

  @Test
  void manyCallersAtOnceGetWhatOneGets() throws ExecutionException, InterruptedException {
    var expected = new ArrayList<float[]>();
    for (int i = 0; i < 8; i++) {
      expected.add(embed("question number " + i));
    }
    var answers = new ArrayList<Future<float[]>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 160; i++) {
        int number = i % 8;
        answers.add(callers.submit(() -> embed("question number " + number)));
      }
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(expected.get(i % 8));
    }
  }

  private float[] embed(String text) {
    return embedder.embed(text, Models.soon());
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
