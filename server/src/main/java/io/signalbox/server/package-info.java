/**
 * The running server. Start at {@link io.signalbox.server.Assembly}; {@link
 * io.signalbox.server.Construction} tells in which order it comes up, {@link
 * io.signalbox.server.Generations} what is made anew at each reload.
 */
@NullMarked
package io.signalbox.server;

import org.jspecify.annotations.NullMarked;
