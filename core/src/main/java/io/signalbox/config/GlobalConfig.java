package io.signalbox.config;

import io.signalbox.config.tree.EnvSubstitution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of the router itself, whatever it routes. */
public record GlobalConfig(
    @Doc("How every request is treated.") @Default("{}") RouterSettings router,
    @Doc("Bounds that protect the process.") @Default("{}") Limits limits,
    @Doc("What the process offers besides routing.") @Default("{}") Services services,
    @Doc("The models that read requests.") @Default("{}") ModelCatalog modelCatalog,
    @Doc("What is kept of calls, to use it again.") @Default("{}") StoresConfig stores,
    @Doc("What plugins draw on.") @Default("{}") Integrations integrations) {

  /** What plugins draw on. */
  public record Integrations(
      @Doc("The tools that the router knows.") @Default("{}") ToolsDatabase tools) {}

  /** The tools that the router knows, for plugins that offer them to models. */
  public record ToolsDatabase(
      @Doc("Whether plugins may draw on it.") @Default("false") boolean enabled,
      @Doc("A JSON file: an array of {tool, description, category, tags}.")
          @Default("config/tools_db.json")
          @NotBlank
          String toolsDbPath,
      @Doc("How many tools are picked.") @Default("3") @Range(min = 1, max = 128) int topK,
      @Doc("Least relevance of a tool.") @Default("0.2") @Range(min = 0, max = 1)
          double similarityThreshold,
      @Doc("Where no tool is relevant: true offers none, false leaves the client's.")
          @Default("true")
          boolean fallbackToEmpty) {}

  /** Bounds that protect the process. */
  public record Limits(
      @Doc("Longest request body, in bytes.")
          @Default("10485760")
          @Range(min = 1, max = Integer.MAX_VALUE)
          long maxRequestBytes,
      @Doc("Longest reply that is held as a whole, to be translated or checked, in bytes.")
          @Default("10485760")
          @Range(min = 1, max = Integer.MAX_VALUE)
          long maxReplyBytes,
      @Doc("Bytes of bodies held at once, over all calls; an eighth of the heap when absent.")
          @Range(min = 1)
          @Nullable Long maxHeldBytes,
      @Doc("Calls open at once, over all doors.") @Default("4096") @Range(min = 1, max = 1_000_000)
          int maxOpenCalls,
      @Doc("Time from the whole request to the request sent on.") @Default("30s") @Range(min = 1)
          Duration decisionTimeout,
      @Doc("Time between two pieces of a request.") @Default("60s") @Range(min = 1)
          Duration requestIdleTimeout,
      @Doc("Time between two pieces of a reply.") @Default("20m") @Range(min = 1)
          Duration replyIdleTimeout,
      @Doc("Age at which a proxy is asked to open a new connection; 0 for never.")
          @Default("1h")
          @Range(min = 0)
          Duration maxConnectionAge) {}

  /** What the process offers besides routing. */
  public record Services(
      @Doc("The HTTP API for operators.") @Default("{}") ManagementApi managementApi,
      @Doc("Who asks, as a proxy in front tells it.") @Default("{}") AuthzConfig authz,
      @Doc("What can be seen from outside.") @Default("{}") Observability observability,
      @Doc("The built-in gateway.") @Default("{}") GatewayConfig gateway,
      @Doc("OpenAI's responses.") @Default("{}") ResponseApi responseApi,
      @Doc("How much may be asked for in which time.") @Default("{}") RatelimitConfig ratelimit,
      @Doc("What is kept of calls.") @Default("{}") RouterReplayConfig routerReplay) {
    /** Paths that are switched off, with all beneath them. */
    public Set<String> closedPaths() {
      return responseApi.enabled() ? Set.of() : Set.of("/v1/responses");
    }
  }

  /** OpenAI's responses; they are stored by the backends. */
  public record ResponseApi(
      @Doc("Whether /v1/responses is served.") @Default("true") boolean enabled) {}

  /** The HTTP API for operators. */
  public record ManagementApi(
      @Doc("Local address to bind.") @Default("127.0.0.1") @NotBlank String bindAddress,
      @Doc("TCP port.") @Default("8080") @Range(min = 1, max = 65535) int port,
      @Doc("Whether other machines may reach it; needs bearer tokens.") @Default("false")
          boolean remoteExposure,
      @Doc("Who may do what.") @Default("{}") ManagementAuth auth) {
    private static final String INTERNAL_LISTENER = "VLLM_SR_MANAGEMENT_INTERNAL_LISTENER";

    /** What an address should have been that is not let through. */
    public static final String EXPECTATION =
        "a loopback address; or remote_exposure with auth.mode bearer and a token that is set; or "
            + INTERNAL_LISTENER
            + "=true where the network is closed";

    /** Whether the environment says that only the inside of a container reaches the API. */
    public boolean internal(EnvSubstitution environment) {
      return environment.variable(INTERNAL_LISTENER).filter("true"::equals).isPresent();
    }
  }

  /** What can be seen from outside. */
  public record Observability(
      @Doc("Prometheus metrics.") @Default("{}") Metrics metrics,
      @Doc("Spans for OpenTelemetry.") @Default("{}") TracingConfig tracing,
      @Doc("One line a call, to account for it.") @Default("{}") AuditConfig audit) {}

  /** Prometheus metrics. */
  public record Metrics(@Doc("Whether metrics are served.") @Default("true") boolean enabled) {}

  /** The models that read requests. */
  public record ModelCatalog(
      @Doc("Settings by what a model is used for.") @Default("{}") Modules modules,
      @Doc("Paths of models by what they can; without effect, the built-in encoder answers.")
          @Default("{}")
          Map<String, String> system,
      @Doc("Models that somebody else serves.") @Default("[]") List<ExternalModel> external,
      @Doc("The model that makes vectors of texts.") @Default("{}") EmbeddingsConfig embeddings,
      @Doc("Collections of examples that signals compare texts to; those that ship when left out.")
          @Nullable List<KnowledgeBaseConfig> kbs) {
    /** The external model of a name. */
    public Optional<ExternalModel> external(String name) {
      return external.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** The external model that judges prompts. */
    public Optional<ExternalModel> guardrail() {
      return external.stream()
          .filter(model -> model.modelRole() == ExternalModel.Role.GUARDRAIL)
          .findFirst();
    }
  }

  /** Settings by what a model is used for. */
  public record Modules(
      @Doc("Classifiers.") @Default("{}") ClassifierModules classifier,
      @Doc("How far a prompt is read.") @Default("{}") ReadingConfig reading,
      @Doc("Text or picture.") @Default("{}") ModalityDetector modalityDetector,
      @Doc("Attacks.") @Default("{}") PromptGuardConfig promptGuard,
      @Doc("What users say of answers.") @Default("{}") FeedbackConfig feedbackDetector,
      @Doc("Facts.") @Default("{}") HallucinationConfig hallucinationMitigation,
      @Doc("Hard or easy.") @Default("{}") ComplexityModule complexity) {}

  /** How it is told whether a prompt is hard. */
  public record ComplexityModule(
      @Doc("How examples make a score.") @Default("{}") PrototypeScoring prototypeScoring) {}

  /** Settings of the classifiers. */
  public record ClassifierModules(
      @Doc("The classifier of topics.") @Default("{}") DomainModule domain,
      @Doc("The finder of personal data.") @Default("{}") PiiModule pii,
      @Doc("What users prefer.") @Default("{}") PreferenceModule preference) {}

  /** How it is told what a user prefers. */
  public record PreferenceModule(
      @Doc("Whether prompts are compared to descriptions and examples; there is no other way.")
          @Default("true")
          boolean useContrastive,
      @Doc("How descriptions and examples make a score.") @Default("{}")
          PrototypeScoring prototypeScoring) {}

  /** Settings of the classifier of topics. */
  public record DomainModule(
      @Doc("Least confidence of a topic.") @Default("0.5") @Range(min = 0, max = 1)
          double threshold,
      @Doc(
              "The label or domain of a text of which no topic is likely enough; none when left"
                  + " out.")
          @Nullable String fallbackCategory,
      @Inline HeadBackend backend) {}

  /** Settings of the finder of personal data. */
  public record PiiModule(
      @Doc("Least score of what counts, for signals that say none.")
          @Default("0.5")
          @Range(min = 0, max = 1)
          double threshold) {}

  /** Whether answers tell the keys of their calls, for whoever takes those keys. */
  public boolean tellsReplayId() {
    return services.routerReplay().enabled();
  }

  /** The longest request body in bytes, from whichever key says so. */
  public long maxRequestBytes() {
    var streamed = router.streamedBody();
    var bytes = streamed.maxBytes();
    return bytes == null || Boolean.FALSE.equals(streamed.enabled())
        ? limits.maxRequestBytes()
        : bytes;
  }
}
