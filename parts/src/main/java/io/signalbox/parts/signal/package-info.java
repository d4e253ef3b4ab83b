/** Kinds of signals, one file each. */
@NullMarked
package io.signalbox.parts.signal;

import org.jspecify.annotations.NullMarked;
