package io.signalbox.server.door;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.engine.Recipes;
import io.signalbox.fleet.Model;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The list of models, in OpenAI's form. */
public final class ModelList {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String CHOOSES = "Chooses the model for each request";

  private ModelList() {}

  /**
   * The list as the data plane of a proxy shows it: names that ask for a choice, and models if
   * configured so.
   */
  public static ChatReply reply(Recipes recipes) {
    return reply(recipes, recipes.settings().listConcreteModels());
  }

  /**
   * The list.
   *
   * @param all whether models and adapters are listed beside the names that ask for a choice
   */
  public static ChatReply reply(Recipes recipes, boolean all) {
    return new ChatReply(
        200,
        new Headers(List.of(new Header("content-type", "application/json"))),
        HeaderEdits.NONE,
        ReplyBody.of(JSON.writeValueAsBytes(json(recipes, all))));
  }

  private static ObjectNode json(Recipes recipes, boolean all) {
    var list = JSON.createObjectNode().put("object", "list");
    var data = list.putArray("data");
    var fleet = recipes.fleet();
    for (var name : fleet.autoNames()) {
      var item = item(name, recipes, "vllm-semantic-router", null);
      var recipe = Objects.requireNonNull(recipes.behind(name));
      item.put("description", recipe.description().isBlank() ? CHOOSES : recipe.description());
      item.putObject("routing")
          .put("resolution", "virtual")
          .put("selectable", true)
          .put("default_route", !recipes.graphs().entrypoints().containsKey(name))
          .put("recipe", recipe.name());
      data.add(item);
    }
    if (all) {
      for (var model : fleet.models().values()) {
        var item = item(model.name(), recipes, "upstream-endpoint", model);
        item.putObject("routing")
            .put("resolution", "passthrough")
            .put("selectable", true)
            .put("default_route", model.equals(fleet.defaultModel()));
        data.add(item);
      }
    }
    return list;
  }

  private static ObjectNode item(String id, Recipes recipes, String owner, @Nullable Model model) {
    var item =
        JSON.createObjectNode()
            .put("id", id)
            .put("object", "model")
            .put("created", recipes.created().getEpochSecond())
            .put("owned_by", owner);
    if (model != null) {
      item.put("parent", model.parent());
    }
    return item;
  }
}
