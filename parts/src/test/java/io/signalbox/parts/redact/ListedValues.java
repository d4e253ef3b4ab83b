package io.signalbox.parts.redact;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the values it was told of, each wherever it stands, overlaps included. */
record ListedValues(Map<String, String> typesByValue) implements Finder {
  @Override
  public Found find(String text, Deadline deadline) {
    return new Found(entities(text), Coverage.COMPLETE);
  }

  List<Entity> entities(String text) {
    List<Entity> found = new ArrayList<>();
    typesByValue.forEach((value, type) -> {
      for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        found.add(new Entity(type, at, at + value.length(), 0.9));
      }
    });
    return found;
  }
}
