package io.signalbox.parts.guard;

import java.util.Locale;

/** Whose words a text is, and so what counts as an attack in it. */
public enum Origin {
  /** What somebody says to the model: may ask for anything but the end of the operator's rules. */
  USER,
  /** What was fetched for the model (results of tools, documents): has no orders to give it. */
  RETRIEVED;

  /** Its name in files: lower case. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
