/**
 * Comparing texts by their meaning: by the cosines of their vectors. Start at {@link
 * io.signalbox.parts.meaning.Prototypes}; knows no signal and no request.
 */
@NullMarked
package io.signalbox.parts.meaning;

import org.jspecify.annotations.NullMarked;
