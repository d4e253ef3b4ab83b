/** Finds what is wrong in a document whose every value is right by itself. */
@NullMarked
package io.signalbox.config.check;

import org.jspecify.annotations.NullMarked;
