package io.signalbox.e2e;

import io.signalbox.gateways.config.GatewayConfigCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What {@code signalbox gateway-config} prints. */
final class PrintedConfig {
  private PrintedConfig() {}

  /** The configuration of a gateway for a router configuration, with further options. */
  static String of(String gateway, Path config, String... options) {
    var arguments = new ArrayList<>(List.of("--for", gateway, "--config", config.toString()));
    arguments.addAll(List.of(options));
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        new CommandLine(new GatewayConfigCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("gateway-config ends with " + status + ": " + err);
    }
    return out.toString();
  }

  /** A real Envoy with the configuration that is printed for a router. */
  static Envoy envoy(Path config, int routerPort, String mode) {
    int port = Ports.free();
    int admin = Ports.free();
    var text =
        of(
            "envoy",
            config,
            "--router",
            "127.0.0.1:" + routerPort,
            "--port",
            Integer.toString(port),
            "--admin-port",
            Integer.toString(admin),
            "--mode",
            mode);
    return Envoy.start(text, admin, port);
  }
}
