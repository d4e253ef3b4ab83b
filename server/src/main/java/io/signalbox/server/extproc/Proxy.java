package io.signalbox.server.extproc;

/**
 * The proxy at the other end of a stream.
 *
 * @param modes how it shows bodies
 * @param passage answers what passes as it is
 */
record Proxy(ProxyChannel channel, Modes modes, Passage passage) {
  Proxy(ProxyChannel channel, Modes modes) {
    this(channel, modes, new Passage(channel, modes));
  }
}
