package io.signalbox.server.admin.config;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.Document;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints under {@code /config}. */
public final class ConfigOperations {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ROUTER = "/config/router";

  private final ConfigFile file;
  private final Backups backups;
  private final Activation activation;
  private final Changes changes;
  private final Parts parts;

  /**
   * What they work on.
   *
   * @param config the configuration file
   * @param base the folder that documents are kept in when they are replaced
   * @param catalog the parts there are
   * @param trial judges documents
   * @param activation knows which document serves
   * @param started the document the process was started with
   * @param complete whether the start is over
   * @param clock names versions
   */
  public record Parts(
      Path config,
      Path base,
      Catalog catalog,
      Trial trial,
      Activation activation,
      Document started,
      BooleanSupplier complete,
      InstantSource clock) {}

  private ConfigOperations(Parts parts, Duration patience) {
    this.parts = parts;
    this.file = new ConfigFile(parts.config());
    this.backups = new Backups(parts.base(), parts.clock());
    this.activation = parts.activation();
    this.changes =
        new Changes(
            file,
            backups,
            parts.trial(),
            activation,
            new Changes.Start(parts.started(), parts.complete()),
            patience);
  }

  /**
   * The endpoints.
   *
   * @param patience how long a change is waited for before it is said to be pending
   */
  public static List<Operation> of(Parts parts, Duration patience) {
    return new ConfigOperations(parts, patience).all();
  }

  private List<Operation> all() {
    var all = new ArrayList<>(reading());
    all.addAll(writing());
    all.addAll(new RecipeOperations(file, changes).all());
    all.addAll(new ConfigFacts(file, parts.catalog()).all());
    return all;
  }

  private List<Operation> reading() {
    return List.of(
        new Operation("GET", ROUTER, "The configuration, secrets hidden", this::read)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("Configuration").withHeaders("accept").withStatuses(500)),
        new Operation(
                "POST", ROUTER + "/validate", "What would become of a document", this::validate)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.taking("ConfigUpdate", "Validity").withStatuses(400, 413, 422)),
        new Operation("GET", ROUTER + "/versions", "Documents that were replaced", this::versions)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("Versions")),
        new Operation("GET", "/config/hash", "Whether the file is what serves", this::hash)
            .needing(Permission.CONFIG_READ)
            .shaped(Shape.answering("ConfigHash")));
  }

  private List<Operation> writing() {
    return List.of(
        new Operation("PUT", ROUTER, "Replaces the configuration", this::replace)
            .needing(Permission.CONFIG_WRITE)
            .audited("config.replace")
            .shaped(writes("ConfigUpdate")),
        new Operation("PATCH", ROUTER, "Merges into the configuration (RFC 7396)", this::merge)
            .needing(Permission.CONFIG_WRITE)
            .audited("config.merge")
            .shaped(writes("ConfigUpdate")),
        new Operation("POST", ROUTER + "/rollback", "Back to a replaced document", this::rollback)
            .needing(Permission.CONFIG_WRITE)
            .audited("config.rollback")
            .shaped(writes("Rollback")));
  }

  private static Shape writes(String request) {
    return Shape.taking(request, "ConfigChange")
        .withHeaders("if-match")
        .withStatuses(202, 400, 409, 412, 413, 500, 503);
  }

  private Answer read(Question question) {
    var revision = present(file);
    boolean open = question.caller().may(Permission.SECRET_VIEW);
    if (question.header("accept").orElse("").toLowerCase(Locale.ROOT).contains("yaml")) {
      var yaml = open ? revision.text() : YamlWriter.write(Redaction.of(revision.tree()));
      var bytes = yaml.getBytes(StandardCharsets.UTF_8);
      return new Answer(200, bytes, "application/yaml", Map.of("etag", revision.etag()));
    }
    var tree = revision.tree();
    return Answer.of(200, NodeJson.of(open ? tree : Redaction.of(tree)))
        .with("etag", revision.etag());
  }

  /** The document; refused when there is no file. */
  static Revision present(ConfigFile file) {
    var revision = file.read();
    if (revision.isEmpty()) {
      throw new Refusal(404, "READ_ERROR", "there is no configuration file");
    }
    return revision;
  }

  private Answer replace(Question question) {
    var sent = Sent.of(question);
    return changes.apply(
        question,
        false,
        before -> next(restored(sent.yaml(), before), "Configuration replaced.", sent));
  }

  /** The text with the secrets that its sender was not shown. */
  private static String restored(String yaml, Revision before) {
    var tree = Revision.tree(yaml, false);
    return DocumentText.restored(yaml, Restoration.of(tree, before.treeOrNone()));
  }

  private Answer merge(Question question) {
    var sent = Sent.of(question);
    var patch = Revision.tree(sent.yaml(), true);
    return changes.apply(
        question,
        false,
        before -> {
          var tree = before.tree();
          var merged = (Mapping) Edits.merged(tree, patch);
          var yaml = YamlWriter.write(Restoration.of(merged, tree).root());
          return next(yaml, "Configuration merged.", sent);
        });
  }

  private static Next next(String yaml, String message, Sent sent) {
    var source = sent.dsl().isBlank() ? Source.API : Source.DSL;
    return new Next(yaml, 200, message, source, sent.dsl());
  }

  private Answer rollback(Question question) {
    var version = Sent.text(question.object(), "version");
    if (!Backups.VERSION.matcher(version).matches()) {
      throw Refusal.invalid("version: no version (expected: YYYYMMDD-HHMMSS, perhaps with -NNN)");
    }
    return changes.apply(
        question,
        false,
        before ->
            new Next(
                backups.read(version).text(),
                200,
                "Rolled back to version %s.".formatted(version),
                Source.ROLLBACK,
                ""));
  }

  private Answer validate(Question question) {
    var yaml = Sent.of(question).yaml();
    var tree = Revision.tree(yaml, false);
    var text = DocumentText.restored(yaml, Restoration.of(tree, file.read().treeOrNone()));
    var outcome = parts.trial().judge(text);
    if (!outcome.usable()) {
      var json = Changes.invalid(outcome).json(parts.clock().instant());
      json.put("valid", false).set("problems", Refusal.json(outcome.problems()));
      return Answer.of(422, json);
    }
    var json =
        JSON.createObjectNode()
            .put("valid", true)
            .put("normalized_yaml", YamlWriter.write(Redaction.of(tree)));
    json.set("problems", Refusal.json(outcome.problems()));
    return Answer.of(200, json);
  }

  private Answer versions(Question question) {
    var json = JSON.createArrayNode();
    for (var version : backups.list()) {
      json.addObject()
          .put("version", version.version())
          .put("timestamp", version.timestamp())
          .put("source", version.source())
          .put("filename", version.filename());
    }
    return Answer.of(200, json);
  }

  private Answer hash(Question question) {
    var hash = present(file).sha256();
    var active = activation.active();
    ObjectNode json =
        JSON.createObjectNode()
            .put("hash", hash)
            .put("runtime_hash", hash)
            .put("active_hash", active)
            .put(
                "status",
                active.isEmpty() ? "unknown" : active.equals(hash) ? "active" : "pending");
    return Answer.of(200, json);
  }
}
