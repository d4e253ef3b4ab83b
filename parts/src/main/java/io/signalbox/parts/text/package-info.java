/**
 * Finding and comparing words, without a model. Start at {@link io.signalbox.parts.text.Text};
 * knows no signal and no request.
 */
@NullMarked
package io.signalbox.parts.text;

import org.jspecify.annotations.NullMarked;
