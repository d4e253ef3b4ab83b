package io.signalbox.server;

/**
 * What the command line says of the management API in place of the document.
 *
 * @param port 0 for the document's, less for no API
 * @param bind local address; empty for the document's
 * @param authMode {@code bearer} or {@code disabled}; empty for the document's
 * @param remoteExposure whether other machines may reach it, whatever the document says
 */
public record ManagementFlags(int port, String bind, String authMode, boolean remoteExposure) {
  /** All as the document says. */
  public static final ManagementFlags NONE = new ManagementFlags(0, "", "", false);
}
