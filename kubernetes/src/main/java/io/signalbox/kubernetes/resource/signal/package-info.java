/**
 * The signals of an IntelligentRoute. Start at {@link
 * io.signalbox.kubernetes.resource.RouteSignals}.
 */
@NullMarked
package io.signalbox.kubernetes.resource.signal;

import org.jspecify.annotations.NullMarked;
