/**
 * Makes one configuration document of what the routing resources of a namespace say. Start at
 * {@link io.signalbox.kubernetes.intelligent.Composer}; knows no API server.
 */
@NullMarked
package io.signalbox.kubernetes.intelligent;

import org.jspecify.annotations.NullMarked;
