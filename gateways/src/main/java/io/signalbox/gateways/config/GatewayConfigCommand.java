package io.signalbox.gateways.config;

import io.signalbox.config.Document;
import io.signalbox.config.load.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code signalbox gateway-config}: prints the configuration of a gateway that fits a router
 * configuration. It reads the one file and connects to nothing. Keys of providers are not part of
 * what it prints: the router shows them to the backends.
 */
@Command(
    name = "gateway-config",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the configuration of an Envoy or agentgateway in front of the router.",
      "Exit 1, with the reasons, for what a gateway cannot do."
    })
public final class GatewayConfigCommand implements Callable<Integer> {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LAST_PORT = 65_535;
  private static final int ADMIN = 9901;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "GATEWAY",
      required = true,
      description = "agentgateway or envoy.")
  private GatewayKind kind = GatewayKind.ENVOY;

  @Option(
      names = {"--config", "-config"},
      paramLabel = "FILE",
      required = true,
      description = "The router's configuration document.")
  private Path config = Path.of("");

  @Option(names = "--lenient", description = "Reads the document as a lenient router does.")
  private boolean lenient;

  @Option(
      names = "--kubernetes",
      description = "Prints objects of the Gateway API instead of a file that stands alone.")
  private boolean kubernetes;

  @Option(
      names = "--router",
      paramLabel = "HOST:PORT",
      converter = RouterConverter.class,
      description = {
        "Where the router's ExtProc service is; 127.0.0.1:50051 unless given.",
        "With --kubernetes its Service as NAME[.NAMESPACE]:PORT; semantic-router:50051."
      })
  private @Nullable RouterAddress router;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where clients are listened to; 10000 (envoy), 3000 (agentgateway), 80.")
  private @Nullable Integer port;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      description = "The gateway's own interface, on the loopback; 0 for none of Envoy's.")
  private @Nullable Integer adminPort;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      description = "How bodies are shown to the router: buffered (unless given) or full-duplex.")
  private BodyMode mode = BodyMode.BUFFERED;

  @Option(
      names = "--namespace",
      paramLabel = "NS",
      description = "Of the objects; agentgateway-system (agentgateway), default (envoy).")
  private @Nullable String namespace;

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "Of the Gateway; agentgateway-proxy (agentgateway), signalbox-gateway (envoy).")
  private @Nullable String gateway;

  /** Reads an address of the router. */
  static final class RouterConverter implements ITypeConverter<RouterAddress> {
    @Override
    public RouterAddress convert(String text) {
      return converted(() -> RouterAddress.parse(text));
    }
  }

  /** Reads a mode. */
  static final class ModeConverter implements ITypeConverter<BodyMode> {
    @Override
    public BodyMode convert(String text) {
      return converted(() -> BodyMode.of(text));
    }
  }

  private static <T> T converted(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  @Override
  public Integer call() {
    requireArguments();
    var loaded = ConfigLoader.load(config, System.getenv(), lenient);
    var err = spec.commandLine().getErr();
    var document = loaded.document();
    loaded.problems().stream()
        .filter(problem -> document == null || problem.isError())
        .forEach(problem -> err.println(problem.text()));
    return document == null ? ExitCode.SOFTWARE : print(document);
  }

  private int print(Document document) {
    var planned = PlanBuilder.plan(document, routerAddress(), mode);
    var plan = planned.plan();
    var errors = new ArrayList<>(planned.errors());
    if (plan != null && kubernetes && kind == GatewayKind.ENVOY) {
      errors.addAll(EnvoyGatewayManifests.refusals(plan));
    }
    if (plan != null && !kubernetes) {
      errors.addAll(PortClash.errors(plan, listenPort(), adminPort()));
    }
    planned.warnings().forEach(warning -> tell("warning: " + warning));
    errors.forEach(this::tell);
    if (plan == null || !errors.isEmpty()) {
      return ExitCode.SOFTWARE;
    }
    if (kubernetes) {
      warnOfLoopback(plan);
    }
    if (kind == GatewayKind.AGENTGATEWAY) {
      warnOfReliability(plan);
    }
    spec.commandLine().getOut().print(YamlText.of(head(plan), documents(plan)));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private List<Map<String, Object>> documents(ProxyPlan plan) {
    if (kubernetes) {
      return kind.manifests(
          plan,
          namespace == null ? kind.namespace : namespace,
          gateway == null ? kind.gateway : gateway,
          port == null ? 80 : port);
    }
    return kind.standalone(plan, listenPort(), adminPort());
  }

  private int listenPort() {
    return port == null ? kind.port : port;
  }

  private int adminPort() {
    int usual = kind == GatewayKind.ENVOY ? ADMIN : 0;
    return adminPort == null ? usual : adminPort;
  }

  private RouterAddress routerAddress() {
    if (router != null) {
      return router;
    }
    return new RouterAddress(kubernetes ? "semantic-router" : "127.0.0.1", RouterAddress.PORT);
  }

  private List<String> head(ProxyPlan plan) {
    var lines = new ArrayList<String>();
    var form = kubernetes ? " --kubernetes" : "";
    lines.add("Printed by: signalbox gateway-config --for " + kind + form + " --mode " + mode);
    lines.add("Without the router no request passes.");
    lines.add("Keys of providers are not in here: the router adds them to each request.");
    if (!plan.believed().isEmpty()) {
      lines.add(
          "The router believes headers that say who asks, so none is taken from a client. What");
      lines.add(
          "sets them, such as external authorization, stands behind that and before the router.");
    }
    return lines;
  }

  private void warnOfLoopback(ProxyPlan plan) {
    plan.targets().stream()
        .flatMap(target -> target.places().stream())
        .filter(Place::isLoopback)
        .map(place -> place.address().authority())
        .distinct()
        .forEach(address ->
            tell(
                "warning: %s is the gateway's own pod (expected: the name of a Service)"
                    .formatted(address)));
  }

  /** Ejection is all that agentgateway is told of what to do when backends fail. */
  private void warnOfReliability(ProxyPlan plan) {
    for (var target : plan.targets()) {
      var reliability = target.reliability();
      if (reliability.retryCount() != null || reliability.healthCheckPath() != null) {
        tell(
            "warning: model %s: agentgateway is not told of retries and health checks"
                .formatted(Shown.of(target.models().getFirst())));
      }
    }
  }

  private void requireArguments() {
    requirePort("--port", port, 1);
    requirePort("--admin-port", adminPort, 0);
    requireLabel("--namespace", namespace);
    requireLabel("--gateway", gateway);
    if (kubernetes) {
      requireLabel("--router", routerAddress().service());
      requireLabel("--router", routerAddress().namespace("default"));
    }
  }

  private void requirePort(String option, @Nullable Integer value, int least) {
    if (value != null && (value < least || value > LAST_PORT)) {
      throw wrong(option, value.toString(), least + " to " + LAST_PORT);
    }
  }

  private void requireLabel(String option, @Nullable String value) {
    if (value != null && !LABEL.matcher(value).matches()) {
      throw wrong(option, value, "lower case letters, digits and dashes, at most 63");
    }
  }

  private ParameterException wrong(String option, String value, String expectation) {
    return new ParameterException(
        spec.commandLine(), "%s: %s (expected: %s)".formatted(option, value, expectation));
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line);
  }
}
