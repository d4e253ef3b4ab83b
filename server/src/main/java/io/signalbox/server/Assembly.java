package io.signalbox.server;

import io.signalbox.server.admin.StartupStatus;
import io.signalbox.server.extproc.ExtProcBind;
import io.signalbox.server.observe.LifecycleLog;
import io.signalbox.server.reload.ConfigSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The running server: every door open, watched and ready. {@link Construction} puts it together.
 */
public final class Assembly implements AutoCloseable {
  private static final Duration CLOSING_GRACE = Duration.ofSeconds(2);

  private final Construction parts;
  private boolean stopped;

  private Assembly(Construction parts) {
    this.parts = parts;
  }

  /**
   * What to serve, and where.
   *
   * @param config the configuration document
   * @param environment the variables that the document may refer to
   * @param lenient whether unknown and unsupported keys are warned about instead of refused
   * @param extProc where and how proxies attach
   * @param api what the command line says of the management API
   * @param metricsPort of the metrics; 0 or less for none
   * @param portOffset added to the ports of listeners and local backends in the document
   * @param source where the configuration comes from, beside the file; closed with the server
   */
  public record Options(
      Path config,
      Map<String, String> environment,
      boolean lenient,
      ExtProcBind extProc,
      ManagementFlags api,
      int metricsPort,
      int portOffset,
      ConfigSource source) {

    /** The standard ports and the environment of the process. */
    public static Options of(Path config) {
      return new Options(
          config,
          System.getenv(),
          false,
          ExtProcBind.on(50051),
          ManagementFlags.NONE,
          9190,
          0,
          ConfigSource.FILE);
    }

    public Options withEnvironment(Map<String, String> variables) {
      return new Options(config, variables, lenient, extProc, api, metricsPort, portOffset, source);
    }

    public Options withLenient(boolean wanted) {
      return new Options(
          config, environment, wanted, extProc, api, metricsPort, portOffset, source);
    }

    public Options withExtProcPort(int port) {
      return withExtProc(ExtProcBind.on(port));
    }

    public Options withExtProc(ExtProcBind bind) {
      return new Options(config, environment, lenient, bind, api, metricsPort, portOffset, source);
    }

    public Options withApi(ManagementFlags flags) {
      return new Options(
          config, environment, lenient, extProc, flags, metricsPort, portOffset, source);
    }

    public Options withApiPort(int port) {
      return withApi(new ManagementFlags(port, api.bind(), api.authMode(), api.remoteExposure()));
    }

    public Options withMetricsPort(int port) {
      return new Options(config, environment, lenient, extProc, api, port, portOffset, source);
    }

    public Options withPortOffset(int offset) {
      return new Options(config, environment, lenient, extProc, api, metricsPort, offset, source);
    }

    public Options withSource(ConfigSource wanted) {
      return new Options(
          config, environment, lenient, extProc, api, metricsPort, portOffset, wanted);
    }
  }

  /**
   * Starts everything and returns when calls are served.
   *
   * @throws ConfigRefusedException when the document cannot be served; nothing is started then
   * @throws PortInUseException when a port belongs to another process; nothing is left open then
   */
  public static Assembly start(Options options) {
    var parts = new Construction(options);
    try {
      parts.run();
      return new Assembly(parts);
    } catch (RuntimeException failed) {
      parts.close();
      throw failed;
    }
  }

  public int extProcPort() {
    return parts.doors().extProcPort();
  }

  /** The management API's port, or -1 without one. */
  public int apiPort() {
    var api = parts.api();
    return api == null ? -1 : api.port();
  }

  /** The metrics' port, or -1 without one. */
  public int metricsPort() {
    var metrics = parts.metrics();
    return metrics == null ? -1 : metrics.port();
  }

  /** Ports of the listeners, in the document's order. */
  public List<Integer> gatewayPorts() {
    return parts.doors().gatewayPorts();
  }

  /** Takes no new calls, lets open ones finish for so long, then stops everything. */
  public synchronized void drain(Duration grace) {
    if (stopped) {
      return;
    }
    stopped = true;
    long start = System.nanoTime();
    parts.status().enter(StartupStatus.Phase.STOPPING, "open calls may finish");
    parts.doors().drain(grace);
    parts.close();
    new LifecycleLog().serverStopped(Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    drain(CLOSING_GRACE);
  }
}
