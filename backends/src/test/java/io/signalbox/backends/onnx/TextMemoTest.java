package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextMemoTest {
  @Test
  void keepsTheEntriesUsedLast() {
    var memo = new TextMemo<Integer>(2);
    memo.keep(TextMemo.Key.of("a"), 1);
    memo.keep(TextMemo.Key.of("b"), 2);
    assertThat(memo.find(TextMemo.Key.of("a"))).contains(1);
    memo.keep(TextMemo.Key.of("c"), 3);
    assertThat(memo.find(TextMemo.Key.of("a"))).contains(1);
    assertThat(memo.find(TextMemo.Key.of("b"))).isEmpty();
  }

  @Test
  void textsThatDifferAnywhereHaveDifferentKeys() {
    var long1 = "x".repeat(10_000);
    assertThat(TextMemo.Key.of(long1)).isEqualTo(TextMemo.Key.of("x".repeat(10_000)));
    assertThat(TextMemo.Key.of(long1)).isNotEqualTo(TextMemo.Key.of(long1 + "y"));
    assertThat(TextMemo.Key.of("\ud800")).isNotEqualTo(TextMemo.Key.of("?"));
  }
}
