package io.signalbox.server.admin;

import io.signalbox.config.Permission;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Operation.Shape;
import io.signalbox.server.door.ModelList;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints there are. */
final class Operations {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AdminApi.Parts parts;
  private final List<Operation> all;

  Operations(AdminApi.Parts parts) {
    this.parts = parts;
    var intent = new IntentOperation(parts);
    var eval = new EvalOperation(parts);
    var models = new LearnedModels(parts);
    var heads = new HeadOperations(models);
    var vectors = new EmbeddingOperations(models);
    var pii = new PiiOperation(models);
    var security = new SecurityOperation(models);
    var batch = new BatchOperation(models, intent, pii, security);
    var operations =
        new ArrayList<>(
            List.of(
                get("/health", "Whether the process is alive", this::health)
                    .needing(Permission.HEALTH_READ)
                    .shaped(Shape.answering("Health")),
                get("/ready", "Whether calls are served", this::ready)
                    .needing(Permission.HEALTH_READ)
                    .shaped(Shape.answering("Readiness").withStatuses(503)),
                get("/startup-status", "How far the start has come", this::startupStatus)
                    .needing(Permission.READY_READ)
                    .shaped(Shape.answering("StartupStatus")),
                get("/v1/models", "Models in OpenAI's form", this::models)
                    .needing(Permission.CONFIG_READ)
                    .shaped(Shape.answering("ModelList").withStatuses(503)),
                get("/info/models", "Local models that read requests", this::localModels)
                    .needing(Permission.CONFIG_READ)
                    .shaped(Shape.answering("LocalModels")),
                get("/api/v1", "This list", this::catalogue)
                    .needing(Permission.DOCS_READ)
                    .shaped(Shape.answering("Catalogue")),
                get("/openapi.json", "This list as an OpenAPI document", this::openApi)
                    .needing(Permission.DOCS_READ),
                get("/docs", "This list as a page", this::docs).needing(Permission.DOCS_READ),
                post("/api/v1/classify/intent", "Category of a text, and its route", intent::answer)
                    .needing(Permission.CLASSIFY_INVOKE)
                    .shaped(Shape.taking("Prompt", "Intent").withStatuses(503)),
                classify("fact-check", "Whether an answer needs facts", heads::factCheck)
                    .shaped(Shape.taking("Text", "FactCheck").withStatuses(503)),
                classify("user-feedback", "What a user says of an answer", heads::feedback)
                    .shaped(Shape.taking("Text", "Feedback").withStatuses(503)),
                classify("pii", "Personal data in a text", pii::answer)
                    .shaped(Shape.taking("PiiQuestion", "Pii").withStatuses(503)),
                classify("security", "Whether a text attacks a model", security::answer)
                    .shaped(Shape.taking("SecurityQuestion", "Security").withStatuses(503)),
                classify("combined", "Category, personal data and attacks", batch::combined)
                    .shaped(Shape.taking("CombinedQuestion", "Combined").withStatuses(503)),
                classify("batch", "One question about many texts", batch::batch)
                    .shaped(Shape.taking("Batch", "BatchAnswer").withStatuses(503)),
                post("/api/v1/embeddings", "Vectors of texts", vectors::embeddings)
                    .needing(Permission.CLASSIFY_INVOKE)
                    .shaped(Shape.taking("Texts", "Embeddings").withStatuses(503)),
                get("/api/v1/embeddings/models", "What makes vectors", vectors::list)
                    .needing(Permission.CONFIG_READ)
                    .shaped(Shape.answering("EmbeddingModels").withStatuses(503)),
                post("/api/v1/similarity", "How like each other two texts are", vectors::similarity)
                    .needing(Permission.CLASSIFY_INVOKE)
                    .shaped(Shape.taking("TwoTexts", "Similarity").withStatuses(503)),
                post("/api/v1/similarity/batch", "The texts most like another", vectors::batch)
                    .needing(Permission.CLASSIFY_INVOKE)
                    .shaped(Shape.taking("Candidates", "Matches").withStatuses(503)),
                post("/api/v1/eval", "How a request would be routed, and why", eval::answer)
                    .needing(Permission.CLASSIFY_INVOKE)
                    .shaped(
                        Shape.taking("Prompt", "Evaluation")
                            .withQuery("trace")
                            .withStatuses(503))));
    operations.addAll(parts.more());
    this.all = List.copyOf(operations);
  }

  /** The endpoints in the order of the catalogue. */
  List<Operation> all() {
    return all;
  }

  /** The router once calls are served. */
  static Router router(AdminApi.Parts parts) {
    var router = parts.router().get();
    if (router.isEmpty() || !parts.status().ready()) {
      throw Refusal.notReady();
    }
    return router.get();
  }

  private static Operation get(String path, String description, Operation.Action action) {
    return new Operation("GET", path, description, action);
  }

  private static Operation post(String path, String description, Operation.Action action) {
    return new Operation("POST", path, description, action);
  }

  private static Operation classify(String task, String description, Operation.Action action) {
    return post("/api/v1/classify/" + task, description, action)
        .needing(Permission.CLASSIFY_INVOKE);
  }

  private Answer health(Question question) {
    return AdminApi.ok(StartupStatus.liveness());
  }

  private Answer ready(Question question) {
    var readiness = parts.status().readiness();
    int status = readiness.get("ready").booleanValue() ? 200 : 503;
    return new Answer(status, JSON.writeValueAsBytes(readiness));
  }

  private Answer startupStatus(Question question) {
    return AdminApi.ok(parts.status().json());
  }

  private Answer models(Question question) {
    Recipes recipes = router(parts).current();
    var bytes = new ByteArrayOutputStream();
    try (var body = ModelList.reply(recipes).body()) {
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        bytes.writeBytes(chunk);
      }
    }
    return new Answer(200, bytes.toByteArray());
  }

  private Answer localModels(Question question) {
    var json = JSON.createObjectNode();
    var array = json.putArray("models");
    parts.models().get().forEach(model -> array.add(model.json()));
    return AdminApi.ok(json);
  }

  private Answer openApi(Question question) {
    return AdminApi.ok(OpenApiDocument.of(all, !parts.guard().access().isOpen()));
  }

  private Answer docs(Question question) {
    return Answer.html(DocsPage.of(all));
  }

  private Answer catalogue(Question question) {
    var json =
        JSON.createObjectNode()
            .put("service", AdminApi.SERVICE)
            .put("version", "v1")
            .put("description", "Management API of the router");
    var endpoints = json.putArray("endpoints");
    for (var operation : all) {
      endpoints
          .addObject()
          .put("path", operation.path())
          .put("method", operation.method())
          .put("description", operation.description());
    }
    var tasks = json.putArray("task_types");
    BatchOperation.TASKS.forEach(tasks::add);
    json.putObject("links").put("openapi", "/openapi.json").put("docs", "/docs");
    return AdminApi.ok(json);
  }
}
