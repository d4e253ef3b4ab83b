/**
 * The {@code signalbox} program: every command behind one name, and the demo. Start at {@link
 * io.signalbox.app.Main}. It knows the server and the simulator, not how either works.
 */
@NullMarked
package io.signalbox.app;

import org.jspecify.annotations.NullMarked;
