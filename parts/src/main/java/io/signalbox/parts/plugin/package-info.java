/** Kinds of plugins, one file each. */
@NullMarked
package io.signalbox.parts.plugin;

import org.jspecify.annotations.NullMarked;
