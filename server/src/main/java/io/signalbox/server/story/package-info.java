/**
 * What a call did, told once as a whole. Start at {@link io.signalbox.server.story.Story}; knows
 * nothing of who reads it.
 */
@NullMarked
package io.signalbox.server.story;

import org.jspecify.annotations.NullMarked;
