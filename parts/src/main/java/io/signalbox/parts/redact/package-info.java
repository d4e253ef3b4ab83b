/**
 * Placeholders in the place of values, and values in the place of placeholders.
 *
 * <p>{@link io.signalbox.parts.redact.Redaction} replaces what a {@link
 * io.signalbox.parts.redact.Finder} finds in a request; {@link
 * io.signalbox.parts.redact.RestoredReply} undoes it in the answer, however that is cut. Knows
 * nothing of plugins, decisions and models.
 */
@NullMarked
package io.signalbox.parts.redact;

import org.jspecify.annotations.NullMarked;
