/**
 * Finds personal data and secrets in text. Start at {@link io.signalbox.parts.pii.PiiDetector}: it
 * joins what rules find ({@link io.signalbox.parts.pii.PiiRules}) with what the token head of the
 * signal encoder tags. Rules know forms, check digits and the words around a number; they take time
 * linear in the length of any text. Nothing here knows of signals or requests.
 */
@NullMarked
package io.signalbox.parts.pii;

import org.jspecify.annotations.NullMarked;
