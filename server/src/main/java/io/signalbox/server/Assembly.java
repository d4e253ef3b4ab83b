package io.signalbox.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Calls the constructors of everything that serves. */
public final class Assembly implements AutoCloseable {
  private final Options options;

  private Assembly(Options options) {
    this.options = options;
  }

  /**
   * What to serve, and where.
   *
   * @param config the configuration document
   * @param environment the variables that the document may refer to
   * @param lenient whether unsupported keys are warned about instead of refused
   * @param extProcPort of the gRPC service
   * @param apiPort of the management API
   * @param apiBind address of the management API
   * @param metricsPort of the metrics; 0 or less serves none
   * @param portOffset added to the ports of listeners and backends in the document
   */
  public record Options(
      Path config,
      Map<String, String> environment,
      boolean lenient,
      int extProcPort,
      int apiPort,
      String apiBind,
      int metricsPort,
      int portOffset) {

    /** The standard ports and the environment of the process. */
    public static Options of(Path config) {
      return new Options(config, System.getenv(), false, 50051, 8080, "127.0.0.1", 9190, 0);
    }

    public Options withEnvironment(Map<String, String> variables) {
      return new Options(
          config, variables, lenient, extProcPort, apiPort, apiBind, metricsPort, portOffset);
    }

    public Options withExtProcPort(int port) {
      return new Options(
          config, environment, lenient, port, apiPort, apiBind, metricsPort, portOffset);
    }

    public Options withApiPort(int port) {
      return new Options(
          config, environment, lenient, extProcPort, port, apiBind, metricsPort, portOffset);
    }

    public Options withMetricsPort(int port) {
      return new Options(
          config, environment, lenient, extProcPort, apiPort, apiBind, port, portOffset);
    }

    public Options withPortOffset(int offset) {
      return new Options(
          config, environment, lenient, extProcPort, apiPort, apiBind, metricsPort, offset);
    }
  }

  /**
   * Starts what the options say.
   *
   * @throws PortInUseException when a port belongs to another process
   * @throws ConfigRefusedException when the document cannot be served
   */
  public static Assembly start(Options options) {
    return new Assembly(options);
  }

  /** Returns when calls are served. */
  public void awaitReady() {
    throw new UnsupportedOperationException("the router");
  }

  public int extProcPort() {
    return options.extProcPort();
  }

  public int apiPort() {
    return options.apiPort();
  }

  public int metricsPort() {
    return options.metricsPort();
  }

  /** The ports of the gateway's listeners, in the order of the document. */
  public List<Integer> gatewayPorts() {
    return List.of();
  }

  @Override
  public void close() {}
}
