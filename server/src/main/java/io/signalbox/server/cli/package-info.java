/** The commands of the server. */
@NullMarked
package io.signalbox.server.cli;

import org.jspecify.annotations.NullMarked;
