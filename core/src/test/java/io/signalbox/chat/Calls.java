package io.signalbox.chat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Calls for tests. */
public final class Calls {
  private Calls() {}

  /** A call with these headers, name and value in turn, and a minute to live. */
  public static Call with(String... namesAndValues) {
    var fields = new Header[namesAndValues.length / 2];
    Arrays.setAll(fields, i -> new Header(namesAndValues[2 * i], namesAndValues[2 * i + 1]));
    return new Call("call-1", new Headers(List.of(fields)), Deadline.after(Duration.ofMinutes(1)));
  }

  /** A call that asks for the verbose response headers. */
  public static Call debugging() {
    return with("x-vsr-debug", "true");
  }
}
