/** Around-advice on a routed call. Start at {@link io.signalbox.plugin.Plugin}; knows no engine. */
@NullMarked
package io.signalbox.plugin;

import org.jspecify.annotations.NullMarked;
