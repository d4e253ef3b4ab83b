/** What both doors share: which endpoints exist and what the model list says. */
@NullMarked
package io.signalbox.server.door;

import org.jspecify.annotations.NullMarked;
