/**
 * Loading the configuration again while calls go on. Start at {@link
 * io.signalbox.server.reload.Reloader}; knows no door, no log and no metric.
 */
@NullMarked
package io.signalbox.server.reload;

import org.jspecify.annotations.NullMarked;
