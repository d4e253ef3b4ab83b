/**
 * Tests of the whole: real proxies and clients, the program's structure, the examples. Start at
 * {@link io.signalbox.e2e.DoorTests}.
 */
@NullMarked
package io.signalbox.e2e;

import org.jspecify.annotations.NullMarked;
