package io.signalbox.gateways.doctor;

import java.net.URI;

/** Makes clients of addresses. */
@FunctionalInterface
interface Addresses {
  Web at(URI address);
}
