/**
 * The management API and the metrics endpoint. Start at {@link io.signalbox.server.admin.AdminApi};
 * sends nothing upstream.
 */
@NullMarked
package io.signalbox.server.admin;

import org.jspecify.annotations.NullMarked;
