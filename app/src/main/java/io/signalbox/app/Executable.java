package io.signalbox.app;

import java.util.Arrays;

/**
 * The program as a file whose first line names the JVM as its interpreter, which is how it lies in
 * an image that has no shell. The kernel puts the path of such a file before its arguments.
 */
public final class Executable {
  private Executable() {}

  /** Runs the program with all arguments but the first. */
  public static void main(String[] arguments) {
    Main.main(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length));
  }
}
