package io.signalbox.fleet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model or LoRA adapter that may answer.
 *
 * @param name what clients and decisions call it
 * @param parent the model it adapts, or null for a model of its own
 * @param family how it is told to think, or null
 * @param naming what its backends call it
 * @param backends where it is served; empty when only the proxy knows
 * @param reliability what the gateway does about backends that fail
 * @param apiFormat the wire format of the backends, for example {@code openai}
 * @param traits what is known of it before it is asked
 */
public record Model(
    String name,
    @Nullable String parent,
    @Nullable ReasoningFamily family,
    Naming naming,
    List<Backend> backends,
    Reliability reliability,
    String apiFormat,
    Traits traits) {
  private static final String OPENAI = "openai";

  /** A model whose backends are treated as is usual, and speak OpenAI's format. */
  public Model(
      String name,
      @Nullable String parent,
      @Nullable ReasoningFamily family,
      @Nullable String providerName,
      Map<String, String> namesByType,
      List<Backend> backends) {
    this(
        name,
        parent,
        family,
        new Naming(providerName, namesByType),
        backends,
        Reliability.STANDARD,
        OPENAI,
        Traits.NONE);
  }

  /**
   * What backends call a model.
   *
   * @param provider what its provider calls it, or null when the same
   * @param byType what backends of a type call it
   */
  public record Naming(@Nullable String provider, Map<String, String> byType) {
    public Naming {
      byType = Map.copyOf(byType);
    }
  }

  public Model {
    backends = List.copyOf(backends);
  }

  /** The name to send to a backend, or to one the proxy picks when it is null. */
  public String outgoingName(@Nullable Backend backend) {
    if (parent != null) {
      return name;
    }
    var byType = backend == null ? null : naming.byType().get(backend.type());
    if (byType != null) {
      return byType;
    }
    return naming.provider() == null ? name : naming.provider();
  }

  /** This model with other traits. */
  public Model withTraits(Traits known) {
    return new Model(name, parent, family, naming, backends, reliability, apiFormat, known);
  }

  /** This model with other rules about failures. */
  public Model withReliability(Reliability rules) {
    return new Model(name, parent, family, naming, backends, rules, apiFormat, traits);
  }

  /** The heaviest backend, the first of equals, or null without any. */
  public @Nullable Backend primary() {
    Backend best = null;
    for (var backend : backends) {
      if (best == null || backend.weight() > best.weight()) {
        best = backend;
      }
    }
    return best;
  }

  /** The name of the model whose backends serve it: its own, or that of what it adapts. */
  public String servedAs() {
    return parent == null ? name : parent;
  }
}
