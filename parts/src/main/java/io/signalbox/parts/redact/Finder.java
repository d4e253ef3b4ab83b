package io.signalbox.parts.redact;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import java.util.List;

/** Finds what is to be replaced in a text. Safe for use by many calls at once. */
@FunctionalInterface
public interface Finder {
  /**
   * What was found.
   *
   * @param entities in any order; they may overlap
   * @param coverage how much of the text was looked at
   */
  record Found(List<Entity> entities, Coverage coverage) {
    public Found {
      entities = List.copyOf(entities);
    }
  }

  /**
   * Looks at a text.
   *
   * @throws io.signalbox.chat.RouterException when nobody can tell
   */
  Found find(String text, Deadline deadline);
}
