package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Lets the JVM remember a short run of the router, so that every start of the image begins with
 * classes linked and methods profiled.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs the router for some seconds.
   *
   * @throws IOException when it fails; an image that starts slowly is not written
   */
  static void record(Layout layout) throws IOException {
    String output = Command.run(layout.root().resolveSibling("rehearsal.log"), layout.rehearsal());
    if (!Files.exists(layout.memory())) {
      throw new IOException("the rehearsal left no AOT cache:\n" + output);
    }
  }
}
