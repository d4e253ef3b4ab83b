package io.signalbox.image;

import java.util.Locale;

/**
 * What different worlds call the machine's kind of processor.
 *
 * @param image in images
 * @param onnx in the folders of ONNX Runtime's jar
 * @param netty in the names of Netty's libraries
 */
record Machine(String image, String onnx, String netty) {
  /** The kind of this machine, for which images are made. */
  static Machine current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Machine of(String system, String processor) {
    if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
      throw new IllegalArgumentException(
          "images are made on Linux only, and this is " + system + "; skip them: -Dimages.skip");
    }
    return switch (processor) {
      case "amd64", "x86_64" -> new Machine("amd64", "linux-x64", "x86_64");
      case "aarch64" -> new Machine("arm64", "linux-aarch64", "aarch_64");
      default ->
          throw new IllegalArgumentException(
              "no image for processors of kind " + processor + " (expected: amd64 or aarch64)");
    };
  }
}
