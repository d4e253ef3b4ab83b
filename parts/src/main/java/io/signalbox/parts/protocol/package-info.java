/** Wire formats of chat. Start at {@link io.signalbox.parts.protocol.OpenAiChatProtocol}. */
@NullMarked
package io.signalbox.parts.protocol;

import org.jspecify.annotations.NullMarked;
