/**
 * What the wire formats of chat beneath share: JSON in place, fields, errors, counts, plain and
 * streamed replies. Start at {@link io.signalbox.parts.protocol.JsonBodyReader}; it must not know
 * any of them.
 */
@NullMarked
package io.signalbox.parts.protocol;

import org.jspecify.annotations.NullMarked;
