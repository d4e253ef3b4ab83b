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
      var stem = "lamp a%1$d lights hall b%1$d of castle c%1$d near river d%1$d".formatted(i);
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
