/**
 * The path of a request. Start at {@link io.signalbox.engine.Recipe#serve}; the only package that
 * knows them all.
 */
@NullMarked
package io.signalbox.engine;

import org.jspecify.annotations.NullMarked;
