package io.signalbox.server.admin.config;

import io.signalbox.config.Permission;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.YamlWriter;
import io.signalbox.server.admin.Operation;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Operation.Shape;
import io.signalbox.server.admin.Refusal;
import io.signalbox.server.admin.config.Backups.Source;
import io.signalbox.server.admin.config.Changes.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints that show and change one recipe of the document. */
final class RecipeOperations {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RECIPES = "/config/router/recipes";
  private static final int MAX_NAME = 128;
  private static final Pattern UNSOUND = Pattern.compile("[\\p{Cntrl}/\\\\]|^\\.{1,2}$");

  private final ConfigFile file;
  private final Changes changes;

  RecipeOperations(ConfigFile file, Changes changes) {
    this.file = file;
    this.changes = changes;
  }

  /** What a client wants a recipe to be; null entrypoints leave those there are. */
  private record Wish(
      String name, String description, Mapping routing, Optional<List<String>> names) {}

  List<Operation> all() {
    return List.of(
        new Operation("GET", RECIPES, "All recipes", this::list)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("Recipes")),
        new Operation(
                "POST", RECIPES + "/validate", "What would become of a recipe", this::validate)
            .needing(Permission.CONFIG_WRITE)
            .shaped(Shape.taking("RecipeUpdate", "RecipeValidity").withStatuses(400)),
        new Operation("GET", RECIPES + "/{name}", "One recipe", this::read)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("Recipe").withStatuses(404)),
        new Operation("PUT", RECIPES + "/{name}", "Creates or replaces a recipe", this::put)
            .needing(Permission.CONFIG_WRITE)
            .audited("recipe.put")
            .shaped(writes("RecipeUpdate", 201, 202, 400, 409, 412, 413, 428, 500, 503)),
        new Operation("DELETE", RECIPES + "/{name}", "Removes a recipe", this::delete)
            .needing(Permission.CONFIG_WRITE)
            .audited("recipe.delete")
            .shaped(writes("", 202, 400, 404, 409, 412, 428, 500, 503)));
  }

  private static Shape writes(String request, Integer... statuses) {
    return Shape.taking(request, "ConfigChange").withHeaders("if-match").withStatuses(statuses);
  }

  private Answer list(Question question) {
    var revision = ConfigOperations.present(file);
    var json = JSON.createObjectNode().put("etag", revision.etag());
    var recipes = json.putArray("recipes");
    new RecipeDocument(revision.tree()).items().forEach(item -> recipes.add(shown(item, question)));
    return Answer.of(200, json).with("etag", revision.etag());
  }

  private Answer read(Question question) {
    var revision = ConfigOperations.present(file);
    var item = new RecipeDocument(revision.tree()).item(question.variable("name"));
    if (item == null) {
      throw notFound();
    }
    return Answer.of(200, shown(item, question)).with("etag", revision.etag());
  }

  private static ObjectNode shown(RecipeDocument.Item item, Question question) {
    boolean open = question.caller().may(Permission.SECRET_VIEW);
    var json = JSON.createObjectNode().put("name", item.name());
    if (!item.description().isEmpty()) {
      json.put("description", item.description());
    }
    json.set("routing", NodeJson.of(open ? item.routing() : Redaction.of(item.routing())));
    var entrypoints = json.putArray("entrypoints");
    item.entrypoints().forEach(entrypoints::add);
    return json.put("source", item.named() ? "recipes" : "routing").put("deletable", item.named());
  }

  private Answer validate(Question question) {
    var json = question.object();
    var name = Sent.text(json, "name").strip();
    var wish = wish(json, name);
    var tree = ConfigOperations.present(file).tree();
    boolean exists = new RecipeDocument(tree).item(name) != null;
    var _ = changes.judged(changed(tree, wish));
    return Answer.of(
        200,
        JSON.createObjectNode()
            .put("valid", true)
            .put("name", name)
            .put("action", exists ? "replace" : "create"));
  }

  private Answer put(Question question) {
    var name = question.variable("name").strip();
    var json = question.object();
    var own = Sent.text(json, "name").strip();
    if (!own.isEmpty() && !own.equals(name)) {
      throw new Refusal(
          400,
          "RECIPE_NAME_MISMATCH",
          "name: not the one of the path (expected: the same, or none)");
    }
    var wish = wish(json, name);
    return changes.apply(
        question,
        true,
        before -> {
          var tree = before.tree();
          boolean exists = new RecipeDocument(tree).item(name) != null;
          var message = "Recipe %s.".formatted(exists ? "replaced" : "created");
          return next(changed(tree, wish), exists ? 200 : 201, message);
        });
  }

  private Answer delete(Question question) {
    var name = question.variable("name").strip();
    if (name.equals(RecipeDocument.DEFAULT)) {
      throw new Refusal(
          409, "DEFAULT_RECIPE_REQUIRED", "the default recipe is the routing at the top; it stays");
    }
    return changes.apply(
        question,
        true,
        before -> {
          var document = new RecipeDocument(before.tree());
          var item = document.item(name);
          if (item == null) {
            throw notFound();
          }
          if (!item.entrypoints().isEmpty()) {
            throw new Refusal(
                409,
                "RECIPE_IN_USE",
                "entrypoints lead to the recipe: " + String.join(", ", item.entrypoints()));
          }
          return next(YamlWriter.write(document.without(name).root()), 200, "Recipe deleted.");
        });
  }

  private static Next next(String yaml, int status, String message) {
    return new Next(yaml, status, message, Source.API, "");
  }

  private static Refusal notFound() {
    return new Refusal(404, "RECIPE_NOT_FOUND", "no such recipe (see " + RECIPES + ")");
  }

  private static Wish wish(ObjectNode json, String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || UNSOUND.matcher(name).find()) {
      throw new Refusal(
          400,
          "INVALID_RECIPE_NAME",
          "name: none of a recipe (expected: 1 to %d characters, no slash)".formatted(MAX_NAME));
    }
    var routing = json.path("routing");
    if (!routing.isObject() || routing.isEmpty()) {
      throw invalid("routing: missing (expected: an object with decisions)");
    }
    if (!name.equals(RecipeDocument.DEFAULT) && routing.has("modelCards")) {
      throw invalid("routing.modelCards: all recipes share those at the top (expected: none)");
    }
    return new Wish(
        name, Sent.text(json, "description"), (Mapping) NodeJson.nodes(routing), entrypoints(json));
  }

  private static Optional<List<String>> entrypoints(ObjectNode json) {
    var names = json.path("entrypoints");
    if (names.isMissingNode() || names.isNull()) {
      return Optional.empty();
    }
    var list = new ArrayList<String>();
    for (var name : names) {
      if (!name.isString()) {
        throw invalid("entrypoints: not all are texts (expected: names of models)");
      }
      list.add(name.stringValue());
    }
    if (!names.isArray()) {
      throw invalid("entrypoints: not a list (expected: names of models)");
    }
    return Optional.of(list);
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "INVALID_RECIPE", message);
  }

  /** The document's text with the recipe as it is wished for. */
  private static String changed(Mapping tree, Wish wish) {
    var document = new RecipeDocument(tree);
    Mapping root;
    if (wish.name().equals(RecipeDocument.DEFAULT)) {
      if (!wish.description().isBlank() || wish.names().isPresent()) {
        throw invalid(
            "the default recipe has no description and no entrypoints (expected: routing alone)");
      }
      root = document.withDefault(wish.routing());
    } else {
      var with = document.with(wish.name(), wish.description(), wish.routing());
      root =
          wish.names().map(names -> with.withEntrypoints(wish.name(), names)).orElse(with).root();
    }
    return YamlWriter.write(Restoration.of(root, tree).root());
  }
}
