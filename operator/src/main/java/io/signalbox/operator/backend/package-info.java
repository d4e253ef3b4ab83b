/**
 * Where the endpoints of a {@code SemanticRouter} are. Begin at {@link
 * io.signalbox.operator.backend.BackendResolver}. Nothing here writes to the cluster.
 */
@NullMarked
package io.signalbox.operator.backend;

import org.jspecify.annotations.NullMarked;
