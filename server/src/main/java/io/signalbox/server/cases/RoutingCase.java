package io.signalbox.server.cases;

import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.tree.ConfigNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request, and what must become of it. */
public record RoutingCase(
    @Doc("What reports call it; the prompt when left out.") @Nullable String name,
    @Doc("The one message of a user.") @Nullable String prompt,
    @Doc("A whole conversation in place of a prompt.") ConfigNode.@Nullable Sequence messages,
    @Doc("A whole request body in place of a prompt.") ConfigNode.@Nullable Mapping request,
    @Doc("The path it is sent to, which tells the protocol.") @Default("/v1/chat/completions")
        String path,
    @Doc("The model asked for; the first auto name when left out.") @Nullable String model,
    @Doc("Request headers.") @Default("{}") Map<String, String> headers,
    @Doc("What must be seen.") Expected expect) {

  /** What must be seen; what is left out does not matter. */
  public record Expected(
      @Doc("Name of the routing graph.") @Nullable String recipe,
      @Doc("Name of the decision, or none.") @Nullable String decision,
      @Doc("Name of the model or adapter.") @Nullable String model,
      @Doc("What picked the model.") @Nullable String algorithm,
      @Doc("Whether the answer comes without a model being asked.") @Nullable Boolean block,
      @Doc("HTTP status of the answer; 200 where a model is asked.") @Nullable Integer status,
      @Doc("Signals that hold, as type:name.") @Default("[]") List<String> signals,
      @Doc("Signals that do not hold, as type:name.") @Default("[]") List<String> noSignals,
      @Doc("Headers of the answer; an empty text for one that is absent, * for any value.")
          @Default("{}")
          Map<String, String> headers,
      @Doc("Headers that the model's backend gets, written likewise.") @Default("{}")
          Map<String, String> upstreamHeaders) {}

  /** What reports call it. */
  public String title() {
    if (name != null) {
      return name;
    }
    var text = prompt == null ? "conversation" : prompt.strip().replaceAll("\\s+", " ");
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }
}
