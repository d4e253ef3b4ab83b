package io.signalbox.engine;

import io.signalbox.catalog.Setting;
import io.signalbox.chat.Call;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.config.GatewayConfig;
import io.signalbox.config.RouterSettings.ExplicitModelPolicy;
import io.signalbox.config.RouterSettings.UnseenPrompt;
import io.signalbox.fleet.Fleet;
import io.signalbox.fleet.Model;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the configuration, ready to serve.
 *
 * @param fleet the models and the names that ask for a choice
 * @param graphs the recipes
 * @param delivery how requests leave
 * @param settings what the doors need to know
 * @param created when it was compiled
 * @param sha256 of the document, in hexadecimal
 * @param setting models and settings as the document wants them, for whoever asks beside a call
 */
public record Recipes(
    Fleet fleet,
    Graphs graphs,
    Delivery delivery,
    Settings settings,
    Instant created,
    String sha256,
    Setting setting) {
  /** The recipe that auto names are routed by. */
  public Recipe main() {
    return graphs.main();
  }

  /**
   * The recipe that a request for a model of that name is routed by; null for names that are passed
   * on and for those of nothing.
   */
  public @Nullable Recipe behind(String model) {
    var entered = graphs.entrypoints().get(model.strip());
    if (entered != null) {
      return entered;
    }
    boolean routed =
        graphs.policy() == ExplicitModelPolicy.ROUTE
            ? fleet.auto(model) || fleet.find(model) != null
            : fleet.auto(model);
    return routed ? main() : null;
  }

  /**
   * What a request for a model needs to be let in when its body cannot be read.
   *
   * @throws io.signalbox.chat.RouterException {@code UNAUTHENTICATED} when a key is required and
   *     there is none
   */
  public HeaderEdits admit(Call call, Model model) {
    return delivery.claim(call).admit(model.name(), model.primary());
  }

  /**
   * Settings of the doors.
   *
   * @param clearRouteCache whether the proxy is told to choose its route anew
   * @param maxRequestBytes the longest request body
   * @param listConcreteModels whether the model list of the data plane shows more than auto names
   * @param trust what is believed of a client
   * @param gateway what the built-in gateway does besides routing
   * @param unseenPrompt what becomes of a request whose prompt a proxy does not show
   * @param maxReplyBytes the most of a reply that is held until all of it was looked at
   * @param closedPaths paths that are not served, with all beneath them
   */
  public record Settings(
      boolean clearRouteCache,
      int maxRequestBytes,
      boolean listConcreteModels,
      Trust trust,
      GatewayConfig gateway,
      UnseenPrompt unseenPrompt,
      int maxReplyBytes,
      Set<String> closedPaths) {
    public Settings {
      closedPaths = Set.copyOf(closedPaths);
    }
  }
}
