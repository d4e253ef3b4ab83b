package io.signalbox.parts;

import io.signalbox.catalog.Findings;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a part finds wrong with its configuration. */
public final class RecordingFindings implements Findings {
  private final List<String> refused = new ArrayList<>();
  private final List<String> warned = new ArrayList<>();

  @Override
  public void refuse(Record config, String component, String value, String expectation) {
    refused.add(component + ": " + value + " (expected: " + expectation + ")");
  }

  @Override
  public void warn(Record config, String component, String value, String note) {
    warned.add(component + ": " + value + " (" + note + ")");
  }

  public List<String> refused() {
    return refused;
  }

  public List<String> warned() {
    return warned;
  }
}
