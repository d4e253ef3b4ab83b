/** OpenAI's responses. Start at {@link io.signalbox.parts.protocol.responses.ResponsesProtocol}. */
@NullMarked
package io.signalbox.parts.protocol.responses;

import org.jspecify.annotations.NullMarked;
