/**
 * Which language a text is written in, told without a neural model. Start at {@link
 * io.signalbox.backends.language.LanguageClassifier}; knows no signal and no configuration.
 */
@NullMarked
package io.signalbox.backends.language;

import org.jspecify.annotations.NullMarked;
