package io.signalbox.operator.backend;

/**
 * Where a server listens.
 *
 * @param tls whether it speaks https
 */
record Place(String host, int port, boolean tls) {}
