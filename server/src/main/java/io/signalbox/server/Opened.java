package io.signalbox.server;

import io.signalbox.server.door.Defects;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is open; the last opened is closed first. */
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  /** Remembers to close a thing. */
  <T extends AutoCloseable> T keep(T thing) {
    things.push(thing);
    return thing;
  }

  /** Closes everything; what fails does not keep the rest open. */
  @Override
  public void close() {
    while (!things.isEmpty()) {
      try {
        things.pop().close();
      } catch (Exception broken) {
        Defects.log(broken);
      }
    }
  }
}
