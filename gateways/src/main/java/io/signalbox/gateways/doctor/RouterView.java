package io.signalbox.gateways.doctor;

import io.signalbox.config.load.Loaded;
import java.util.Optional;

/**
 * The router as the doctor found it.
 *
 * @param service the Service that the gateway asks; empty without a cluster
 * @param workload the Deployment behind it; empty when none is found
 * @param metrics a client of its metrics port
 * @param config the document that it is told to serve
 * @param configPlace where that document is, for people
 */
record RouterView(
    Optional<Thing> service,
    Optional<Thing> workload,
    Optional<Web> metrics,
    Optional<Loaded> config,
    String configPlace) {}
