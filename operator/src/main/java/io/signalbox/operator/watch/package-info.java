/** What the operator knows of the cluster, by informers, and what wakes it. */
@NullMarked
package io.signalbox.operator.watch;

import org.jspecify.annotations.NullMarked;
