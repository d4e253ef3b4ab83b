/**
 * The protocol-neutral conversation, in and out. Start at {@link io.signalbox.chat.ChatRequest};
 * imports nothing of ours.
 */
@NullMarked
package io.signalbox.chat;

import org.jspecify.annotations.NullMarked;
