/**
 * The configuration that a router of a {@code SemanticRouter} gets. Begin at {@link
 * io.signalbox.operator.config.RouterDocument}. Nothing here talks to a cluster.
 */
@NullMarked
package io.signalbox.operator.config;

import org.jspecify.annotations.NullMarked;
