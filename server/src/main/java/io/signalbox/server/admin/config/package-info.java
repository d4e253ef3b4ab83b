/**
 * The configuration by the management API: seen, judged, changed, taken back. Start at {@link
 * io.signalbox.server.admin.config.ConfigOperations}; what a change does to the document is a
 * function of its nodes, {@link io.signalbox.server.admin.config.Changes} brings it into effect.
 */
@NullMarked
package io.signalbox.server.admin.config;

import org.jspecify.annotations.NullMarked;
