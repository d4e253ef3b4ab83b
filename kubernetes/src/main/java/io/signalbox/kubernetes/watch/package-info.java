/**
 * Follows the routing resources of one namespace and writes what became of them into their status.
 * Start at {@link io.signalbox.kubernetes.watch.ClusterRouting}; knows nothing of what a router
 * serves with.
 */
@NullMarked
package io.signalbox.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
