/** Runs routers as {@code SemanticRouter} resources say. */
@NullMarked
package io.signalbox.operator;

import org.jspecify.annotations.NullMarked;
