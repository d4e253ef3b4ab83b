/**
 * Why two requests do or do not share a kept answer. Start at {@link
 * io.signalbox.server.cache.Comparison}; asks no server.
 */
@NullMarked
package io.signalbox.server.cache;

import org.jspecify.annotations.NullMarked;
