/**
 * Who may use the management API. Start at {@link io.signalbox.server.admin.access.AccessPolicy};
 * knows no HTTP but the text of a header.
 */
@NullMarked
package io.signalbox.server.admin.access;

import org.jspecify.annotations.NullMarked;
