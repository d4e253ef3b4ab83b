/**
 * OpenAI's chat completions, completions and embeddings. Start at {@link
 * io.signalbox.parts.protocol.openai.OpenAiChatProtocol}.
 */
@NullMarked
package io.signalbox.parts.protocol.openai;

import org.jspecify.annotations.NullMarked;
