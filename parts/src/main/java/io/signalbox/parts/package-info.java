/**
 * The parts that ship. {@link io.signalbox.parts.StandardParts} is the list; a part knows no other
 * part.
 */
@NullMarked
package io.signalbox.parts;

import org.jspecify.annotations.NullMarked;
