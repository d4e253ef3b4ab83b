package io.signalbox.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flags of {@code signalbox serve}, told once for the program and for whoever writes them down
 * for a router that is yet to start.
 */
public final class ServeFlags {
  /** What stands behind a flag's name. */
  public enum Value {
    /** Nothing: to be there is to be true. */
    NONE,
    /** Nothing, {@code true} or {@code false}. */
    SWITCH,
    /** A whole number. */
    NUMBER,
    /** Any text. */
    TEXT
  }

  /**
   * One flag.
   *
   * @param name without dashes
   * @param value what stands behind it
   * @param takenOver whether the router that this one replaces has it; then one dash will do
   */
  public record Flag(String name, Value value, boolean takenOver) {
    /** How it may be written: {@code --name}, and {@code -name} where that is known. */
    public List<String> names() {
      return takenOver ? List.of("--" + name, "-" + name) : List.of("--" + name);
    }
  }

  /** All flags, but those that only tell of the program. */
  public static final List<Flag> ALL =
      List.of(
          new Flag("config", Value.TEXT, true),
          new Flag("port", Value.NUMBER, true),
          new Flag("api-port", Value.NUMBER, true),
          new Flag("api-bind", Value.TEXT, true),
          new Flag("metrics-port", Value.NUMBER, true),
          new Flag("enable-api", Value.SWITCH, true),
          new Flag("secure", Value.SWITCH, true),
          new Flag("cert-path", Value.TEXT, true),
          new Flag("client-ca", Value.TEXT, false),
          new Flag("socket", Value.TEXT, false),
          new Flag("reflection", Value.NONE, false),
          new Flag("namespace", Value.TEXT, true),
          new Flag("kubeconfig", Value.TEXT, true),
          new Flag("management-auth-mode", Value.TEXT, true),
          new Flag("management-remote-exposure", Value.SWITCH, true),
          new Flag("download-only", Value.SWITCH, true),
          new Flag("lenient", Value.NONE, false));

  private static final List<String> AUTH_MODES = List.of("bearer", "disabled");

  private ServeFlags() {}

  /**
   * Why values that can be read cannot be meant, as {@code flag: value (expected: …)}; empty when
   * they can.
   *
   * @param secure whether {@code --secure} is on
   * @param clientCa whether {@code --client-ca} is given
   * @param authMode of {@code --management-auth-mode}; empty when not given
   * @param apiBind of {@code --api-bind}; empty when not given
   */
  public static List<String> problems(
      boolean secure, boolean clientCa, String authMode, String apiBind) {
    var problems = new ArrayList<String>();
    if (clientCa && !secure) {
      problems.add("--client-ca: clients show certificates only over TLS (expected: --secure)");
    }
    if (!authMode.isEmpty() && !AUTH_MODES.contains(authMode)) {
      problems.add(
          "--management-auth-mode: %s (expected: %s)"
              .formatted(authMode, String.join(" or ", AUTH_MODES)));
    }
    if (!apiBind.isEmpty() && !apiBind.equals("localhost") && address(apiBind).isEmpty()) {
      problems.add("--api-bind: %s (expected: an IP address or localhost)".formatted(apiBind));
    }
    return problems;
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
