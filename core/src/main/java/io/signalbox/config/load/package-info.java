/** From a file or a text to a document, with all problems told at once. */
@NullMarked
package io.signalbox.config.load;

import org.jspecify.annotations.NullMarked;
