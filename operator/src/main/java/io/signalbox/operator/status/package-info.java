/**
 * What a resource says of its router: conditions, numbers and events. Begin at {@link
 * io.signalbox.operator.status.StatusReport}.
 */
@NullMarked
package io.signalbox.operator.status;

import org.jspecify.annotations.NullMarked;
