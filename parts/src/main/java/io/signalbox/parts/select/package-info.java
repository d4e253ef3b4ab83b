/** Selection algorithms, one file each. */
@NullMarked
package io.signalbox.parts.select;

import org.jspecify.annotations.NullMarked;
