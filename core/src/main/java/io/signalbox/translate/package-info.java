/**
 * Translation between wire formats of chat, through one neutral conversation. Sees only {@code
 * chat}.
 *
 * <pre>
 * client's bytes ─ClientSide.read→ Conversation ─BackendSide.write→ backend's bytes
 * backend's bytes ─ReplyReader→ ReplyEvent… ─ReplyWriter→ client's bytes
 * </pre>
 *
 * <p>Start at {@link io.signalbox.translate.Conversation} and {@link
 * io.signalbox.translate.ReplyEvent}. A protocol that clients may speak to a backend of another
 * format implements {@link io.signalbox.translate.ClientSide}; one that a backend may be spoken to
 * in implements {@link io.signalbox.translate.BackendSide}; most do both. A protocol that does
 * neither is passed through, to backends that speak it themselves, or answers by itself as {@link
 * io.signalbox.translate.SelfAnswering} does.
 *
 * <p>A plain reply and a stream are the same events: readers and writers of both forms stand behind
 * one interface each, so that every form of one protocol meets every form of another. What a format
 * cannot carry is left out and named in {@link io.signalbox.translate.Warnings}, by the reader when
 * the conversation has no place for it, by the writer when its own format has none.
 */
@NullMarked
package io.signalbox.translate;

import org.jspecify.annotations.NullMarked;
