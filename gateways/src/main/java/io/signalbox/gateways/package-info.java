/** The gateways that ask the router: their configuration, and the doctor who examines them. */
@NullMarked
package io.signalbox.gateways;

import org.jspecify.annotations.NullMarked;
