/** Starts the images as a cluster would: with no rights, read-only, under any user. */
@NullMarked
package io.signalbox.image;

import org.jspecify.annotations.NullMarked;
