package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void everyTokenIsInAWindow() {
    for (int tokens = 0; tokens <= 50_000; tokens += tokens < 600 ? 1 : 997) {
      var covered = covered(Window.over(tokens));
      assertThat(covered.cardinality()).as("%d tokens", tokens).isEqualTo(tokens);
    }
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
  void aSpreadGoesFromStartToEnd() {
    int tokens = 1_000_000;
    var windows = Window.spread(tokens, 128);
    assertThat(windows).hasSize(128);
    assertThat(windows.getFirst().from()).isZero();
    assertThat(windows.getLast().to()).isEqualTo(tokens);
    assertThat(Window.spread(tokens, 1)).containsExactly(new Window(0, Window.TOKENS));
  }

  @Test
  void aBudgetThatReachesLeavesNothingOut() {
    for (int tokens = 0; tokens <= 3000; tokens += 7) {
      assertThat(Window.inwards(tokens, Math.max(128, tokens)))
          .containsExactlyInAnyOrderElementsOf(Window.over(tokens));
    }
  }

  @Test
  void bothEndsAreReadFirst() {
    var order = Window.inwards(10_000, 10_000);
    assertThat(order.get(0).from()).isZero();
    assertThat(order.get(1).to()).isEqualTo(10_000);
    assertThat(order.get(2).from()).isLessThan(order.get(0).to());
    assertThat(order.get(3).to()).isGreaterThan(order.get(1).from());
  }

  @Test
  void aBudgetIsKeptAndNearlyUsed() {
    for (int most : new int[] {128, 252, 500, 5000, 32_768}) {
      for (int tokens : new int[] {129, 300, 5001, 40_000, 1_000_000}) {
        var order = Window.inwards(tokens, most);
        int read = covered(order).cardinality();
        assertThat(read).isBetween(1, Math.max(most, Math.min(tokens, Window.TOKENS)));
        assertThat(read)
            .as("%d of %d", most, tokens)
            .isGreaterThan(Math.min(tokens, most) - Window.TOKENS);
        assertThat(order.getFirst().from()).isZero();
        assertThat(order).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void theEndOfAVeryLongTextIsRead() {
    assertThat(Window.inwards(1_000_000, 500).get(1).to()).isEqualTo(1_000_000);
  }

  private static BitSet covered(List<Window> windows) {
    var covered = new BitSet();
    for (var window : windows) {
      assertThat(window.size()).isLessThanOrEqualTo(Window.TOKENS);
      covered.set(window.from(), window.to());
    }
    return covered;
  }
}
