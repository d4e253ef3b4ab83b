package io.signalbox.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FoldsTest {
  @Test
  void nearDuplicatesShareAFold() {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < 50; i++) {
      var stem = "question " + i + " asks how many lamps light the hall of castle number " + i;
      examples.add(example(stem));
      examples.add(example(stem + " today"));
      examples.add(example(stem.toUpperCase(Locale.ROOT) + "!"));
    }
    var folds = Folds.of(examples);
    for (int i = 0; i < folds.length; i += 3) {
      assertThat(folds[i + 1]).isEqualTo(folds[i]);
      assertThat(folds[i + 2]).isEqualTo(folds[i]);
    }
    assertThat(Arrays.stream(folds).distinct().count()).isEqualTo(Folds.COUNT);
  }

  private static Example example(String text) {
    return new Example(text, 0, List.of(), Kind.EXAM, "test", "en");
  }
}
