/**
 * The running server. Start at {@link io.signalbox.server.Assembly}, which calls the constructors
 * and nothing else.
 */
@NullMarked
package io.signalbox.server;

import org.jspecify.annotations.NullMarked;
