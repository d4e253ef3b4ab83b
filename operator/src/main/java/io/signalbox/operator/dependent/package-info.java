/**
 * What a cluster holds for one {@code SemanticRouter}: one file a kind of object, each a function
 * of a {@link io.signalbox.operator.dependent.Plan}. Begin at {@link
 * io.signalbox.operator.dependent.Dependents}. Nothing here talks to a cluster.
 */
@NullMarked
package io.signalbox.operator.dependent;

import org.jspecify.annotations.NullMarked;
