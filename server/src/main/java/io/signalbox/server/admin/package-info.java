/** The management API and the metrics endpoint. */
@NullMarked
package io.signalbox.server.admin;

import org.jspecify.annotations.NullMarked;
