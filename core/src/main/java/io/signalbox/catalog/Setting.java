package io.signalbox.catalog;

import io.signalbox.config.GlobalConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a part while it is made.
 *
 * @param global settings of the whole router
 * @param directory of the configuration file; relative paths start here
 * @param assets where relative paths of knowledge bases start as well, or null
 * @param ports what may be asked for
 */
public record Setting(GlobalConfig global, Path directory, @Nullable Path assets, Ports ports) {
  /** These surroundings with other ports. */
  public Setting withPorts(Ports others) {
    return new Setting(global, directory, assets, others);
  }
}
