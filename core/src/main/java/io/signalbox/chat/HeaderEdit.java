package io.signalbox.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One change to a set of headers. Names are lower case. */
public sealed interface HeaderEdit {
  String name();

  /** The new value, or null for a removal. */
  @Nullable String value();

  /** Replaces every field of that name, or adds one. */
  record Overwrite(String name, String value) implements HeaderEdit {
    public Overwrite {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "overwrite " + name + ": " + Header.shown(name, value);
    }
  }

  /** Adds a field beside those of the same name. */
  record Append(String name, String value) implements HeaderEdit {
    public Append {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "append " + name + ": " + Header.shown(name, value);
    }
  }

  /** Removes every field of that name. */
  record Remove(String name) implements HeaderEdit {
    public Remove {
      name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable String value() {
      return null;
    }
  }
}
