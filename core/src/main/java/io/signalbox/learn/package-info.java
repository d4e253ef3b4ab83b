/**
 * What the process remembers of calls, and how that bends later selections. Start at {@link
 * io.signalbox.learn.Learning}; knows no door and no configuration.
 */
@NullMarked
package io.signalbox.learn;

import org.jspecify.annotations.NullMarked;
