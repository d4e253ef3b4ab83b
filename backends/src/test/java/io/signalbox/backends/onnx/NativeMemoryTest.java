package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Passes leave nothing behind outside the heap. What counts is what malloc gave out and did not get
 * back, which the garbage collector's coming and going does not blur: an input that is not closed
 * costs some 400 bytes a pass, a result ten times that.
 */
@Tag("soak")
class NativeMemoryTest {
  /** Passes of a block. */
  private static final int PASSES = Integer.getInteger("signalbox.soak.passes", 1_500);

  /**
   * The compiler uses malloc, too, less and less: what leaks grows in every block, so the block
   * that grows least counts.
   */
  private static final int BLOCKS = 6;

  private static final int TOKENS = 16;
  private static final long MOST_A_PASS = 100;

  @Test
  @SuppressWarnings("restricted")
  void passesLeaveNothingBehind() throws Throwable {
    var linker = Linker.nativeLinker();
    var counter = linker.defaultLookup().find("mallinfo2");
    Assumptions.assumeTrue(counter.isPresent(), "this C library does not count");
    var count = linker.downcallHandle(counter.get(), FunctionDescriptor.of(MALLINFO));
    var pieces = Models.WORD_PIECE.pieces("one two three four ".repeat(TOKENS));
    long least = Long.MAX_VALUE;
    long before = givenOut(count);
    for (int block = 0; block < BLOCKS; block++) {
      for (int i = 0; i < PASSES; i++) {
        pass(pieces, i);
      }
      long after = givenOut(count);
      least = Math.min(least, after - before);
      before = after;
    }
    assertThat(least).as("growth over %d passes", PASSES).isLessThan(MOST_A_PASS * PASSES);
  }

  private static void pass(Pieces pieces, int number) {
    var window = new Window(0, TOKENS - number % 4);
    assertThat(Models.SIGNALS.read(pieces, window).window()).isEqualTo(window);
  }

  /**
   * mallinfo2(3): ten sizes, of which the fifth is what is mapped and the eighth what is in use.
   */
  private static final StructLayout MALLINFO =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

  private static long givenOut(MethodHandle count) throws Throwable {
    try (var arena = Arena.ofConfined()) {
      var sizes = (MemorySegment) count.invokeExact((SegmentAllocator) arena);
      return sizes.getAtIndex(ValueLayout.JAVA_LONG, 4)
          + sizes.getAtIndex(ValueLayout.JAVA_LONG, 7);
    }
  }
}
