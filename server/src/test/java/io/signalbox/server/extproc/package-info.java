/** Tests of the ExtProc door. */
@NullMarked
package io.signalbox.server.extproc;

import org.jspecify.annotations.NullMarked;
