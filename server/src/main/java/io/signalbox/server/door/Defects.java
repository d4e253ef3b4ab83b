package io.signalbox.server.door;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Logs defects of ours: classes and places, but no message, which may quote a prompt. */
public final class Defects {
  private static final int FRAMES = 8;

  private Defects() {}

  /** Logs a throwable that nobody expected. */
  public static void log(Throwable defect) {
    var frames =
        Arrays.stream(defect.getStackTrace())
            .limit(FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    System.getLogger(Defects.class.getName())
        .log(System.Logger.Level.ERROR, defect.getClass().getName() + " at " + frames);
  }
}
