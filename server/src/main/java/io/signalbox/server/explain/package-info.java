/**
 * How a request would be routed, and why, for programs and for people. Start at {@link
 * io.signalbox.server.explain.Evaluation}; sends nothing.
 */
@NullMarked
package io.signalbox.server.explain;

import org.jspecify.annotations.NullMarked;
