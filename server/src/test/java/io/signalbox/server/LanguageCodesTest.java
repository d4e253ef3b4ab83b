package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.backends.language.LanguageClassifier;
import io.signalbox.parts.signal.LanguageSignal;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A rule can ask for every language that the classifier tells, and for no other. */
final class LanguageCodesTest {
  @Test
  void theSignalKnowsTheClassifiersLanguages() {
    var asked = new ArrayList<>(LanguageSignal.CODES);
    assertThat(asked.remove("no")).as("both kinds of Norwegian").isTrue();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(LanguageClassifier.languages());
  }
}
