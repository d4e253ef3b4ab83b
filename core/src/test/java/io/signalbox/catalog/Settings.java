package io.signalbox.catalog;

import io.signalbox.config.load.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Surroundings for parts that are made without a document. */
public final class Settings {
  private Settings() {}

  /** The defaults of all settings. */
  public static Setting of(Ports ports) {
    var loaded = ConfigLoader.load("settings", "version: v0.3\nrouting: {}\n", Map.of(), false);
    return new Setting(
        Objects.requireNonNull(loaded.document()).global(), Path.of(""), null, ports);
  }
}
