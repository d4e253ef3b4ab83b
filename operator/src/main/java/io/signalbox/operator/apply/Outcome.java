package io.signalbox.operator.apply;

import java.util.ArrayList;
import java.util.List;

/** What applying a plan came to. */
public final class Outcome {
  private final List<String> changes = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Notes what was done to an object; nothing is noted where nothing was done. */
  public void add(Change change, String object) {
    switch (change) {
      case NONE -> {}
      case CREATED -> changes.add("created " + object);
      case UPDATED -> changes.add("updated " + object);
      case DELETED -> changes.add("deleted " + object);
    }
  }

  /** Notes what could not be done. */
  public void add(Refusal refusal) {
    refusals.add(refusal);
  }

  /** What was written, in order: {@code created Deployment a}. */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  /** What was refused, in order. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }
}
