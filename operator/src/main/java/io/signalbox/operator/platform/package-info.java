/** What the cluster is able to do. */
@NullMarked
package io.signalbox.operator.platform;

import org.jspecify.annotations.NullMarked;
