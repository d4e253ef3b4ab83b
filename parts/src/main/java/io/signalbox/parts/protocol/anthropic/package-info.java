/**
 * Anthropic's messages. Start at {@link
 * io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol}.
 */
@NullMarked
package io.signalbox.parts.protocol.anthropic;

import org.jspecify.annotations.NullMarked;
