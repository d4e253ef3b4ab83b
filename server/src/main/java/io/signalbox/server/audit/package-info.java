/**
 * One line a call, to account for what the router did. Start at {@link
 * io.signalbox.server.audit.AuditTrail}.
 */
@NullMarked
package io.signalbox.server.audit;

import org.jspecify.annotations.NullMarked;
