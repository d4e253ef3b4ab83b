package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void everyTokenUpToTheCapIsInAWindow() {
    for (int tokens = 0; tokens <= Window.longestCovered(); tokens += tokens < 600 ? 1 : 97) {
      assertThat(covered(tokens).cardinality()).as("%d tokens", tokens).isEqualTo(tokens);
    }
    assertThat(covered(Window.longestCovered()).cardinality()).isEqualTo(Window.longestCovered());
  }

  @Test
  void neighboursOverlap() {
    for (int tokens = Window.TOKENS + 1; tokens < 3000; tokens++) {
      var windows = Window.over(tokens);
      for (int i = 1; i < windows.size(); i++) {
        assertThat(windows.get(i - 1).to() - windows.get(i).from())
            .isGreaterThanOrEqualTo(Window.OVERLAP);
      }
    }
  }

  @Test
  void aLongerTextIsSampledFromStartToEnd() {
    int tokens = 1_000_000;
    var windows = Window.over(tokens);
    assertThat(windows).hasSize(Window.MOST);
    assertThat(windows.getFirst().from()).isZero();
    assertThat(windows.getLast().to()).isEqualTo(tokens);
  }

  private static BitSet covered(int tokens) {
    var covered = new BitSet();
    for (Window window : Window.over(tokens)) {
      assertThat(window.to() - window.from()).isLessThanOrEqualTo(Window.TOKENS);
      covered.set(window.from(), window.to());
    }
    return covered;
  }
}
