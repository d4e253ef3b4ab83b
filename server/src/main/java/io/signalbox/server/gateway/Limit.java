package io.signalbox.server.gateway;

import io.signalbox.chat.Deadline;
import java.time.Duration;

/**
 * How long something may take.
 *
 * @param until when it is over
 * @param configured the whole time, as messages tell it
 */
record Limit(Deadline until, Duration configured) {
  static Limit of(Duration time) {
    return new Limit(Deadline.after(time), time);
  }
}
