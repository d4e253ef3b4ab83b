/**
 * Tells whether a text attacks a language model: what is disguised is made plain first, then three
 * kinds of evidence are weighed. Start at {@link io.signalbox.parts.guard.PromptGuard}; knows no
 * request and no configuration.
 */
@NullMarked
package io.signalbox.parts.guard;

import org.jspecify.annotations.NullMarked;
