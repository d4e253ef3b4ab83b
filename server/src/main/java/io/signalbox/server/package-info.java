/**
 * The running server. Start at {@link io.signalbox.server.Assembly}; what it is made of stands in
 * {@link io.signalbox.server.Construction}, which calls constructors and nothing else.
 */
@NullMarked
package io.signalbox.server;

import org.jspecify.annotations.NullMarked;
