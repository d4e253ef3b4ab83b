package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainClassifierTest {
  private static final double MATCH = 0.5;

  private final String filler =
      "We had a nice day and then we walked back home to eat. ".repeat(60);
  private final String chemistry =
      "How do I balance the redox reaction of potassium permanganate with oxalic acid? ".repeat(40);

  @Test
  void plainQuestionsReachTheirDomainWithConfidence() throws IOException {
    var missed = new ArrayList<String>();
    var lines = lines();
    for (String line : lines) {
      int tab = line.indexOf('\t');
      var label = line.substring(0, tab);
      var found = classify(line.substring(tab + 1));
      if (!found.best().equals(label) || found.probability(label) < MATCH) {
        missed.add(line + " -> " + found.best() + " " + found.probability(found.best()));
      }
    }
    assertThat(missed).hasSizeLessThanOrEqualTo(lines.size() / 10);
  }

  @Test
  void theDerivativeIsMath() {
    assertThat(classify("What is the derivative of f(x) = x^3?").probability("math"))
        .isGreaterThan(MATCH);
  }

  @Test
  void probabilitiesSumToOne() {
    assertThat(sum(classify("What is the capital of Peru?"))).isCloseTo(1, within(1e-6));
  }

  @Test
  void aTopicAtTheEndOrInTheMiddleIsSeen() {
    double without = classify(filler + filler).probability("chemistry");
    assertThat(classify(filler + chemistry).probability("chemistry")).isGreaterThan(without + 0.2);
    assertThat(classify(filler + chemistry + filler).probability("chemistry"))
        .isGreaterThan(without + 0.1);
  }

  @Test
  void anEmptyTextIsOther() {
    for (var text : new String[] {"", " \n", "\u0000\ud800"}) {
      assertThat(sum(classify(text))).isCloseTo(1, within(1e-6));
    }
    assertThat(classify("").best()).isEqualTo("other");
  }

  @Test
  void aMegabyteCostsAtMostTheCapOfWindows() {
    var text = "contracts and torts in common law ".repeat(32_000);
    assertThat(text.length()).isGreaterThan(1_000_000);
    assertThat(Window.over(Models.ENCODER.wordPiece().ids(text).length)).hasSize(Window.MOST);
    assertThat(classify(text).best()).isEqualTo("law");
  }

  @Test
  void aTextIsReadOnce() {
    var text = "How are bridges built?";
    var first = classify(text);
    var late = new Deadline(System.nanoTime() - 1);
    assertThat(Models.DOMAINS.classify(text, late)).isSameAs(first);
  }

  @Test
  void aPassedDeadlineIsATimeout() {
    var late = new Deadline(System.nanoTime() - 1);
    assertThatThrownBy(() -> Models.DOMAINS.classify("never read before", late))
        .isInstanceOfSatisfying(
            RouterException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
  }

  private static Classification classify(String text) {
    return Models.DOMAINS.classify(text, Models.soon());
  }

  private static double sum(Classification found) {
    return found.probabilities().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<String> lines() throws IOException {
    try (var in = DomainClassifierTest.class.getResourceAsStream("plain-questions.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
