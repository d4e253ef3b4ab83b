package io.signalbox.catalog;

import io.signalbox.config.GlobalConfig;
import java.nio.file.Path;

/**
 * What surrounds a part while it is made.
 *
 * @param global settings of the whole router
 * @param directory of the configuration file; relative paths start here
 * @param ports what may be asked for
 */
public record Setting(GlobalConfig global, Path directory, Ports ports) {}
