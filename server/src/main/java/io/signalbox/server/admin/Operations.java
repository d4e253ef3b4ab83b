package io.signalbox.server.admin;

import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.door.ModelList;
import io.signalbox.server.replay.ReplayApi;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints there are. */
final class Operations {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SortedMap<String, Operation> NOTHING =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  private final AdminApi.Parts parts;
  private final List<Operation> all;
  private final Map<String, SortedMap<String, Operation>> byPath = new TreeMap<>();

  Operations(AdminApi.Parts parts) {
    this.parts = parts;
    var intent = new IntentOperation(parts);
    var eval = new EvalOperation(parts);
    this.all = new ArrayList<>();
    all.addAll(
        List.of(
            get("/health", "Whether the process is alive", this::health),
            get("/ready", "Whether calls are served", this::ready),
            get("/startup-status", "How far the start has come", this::startupStatus),
            get("/v1/models", "Models in OpenAI's form", this::models),
            get("/info/models", "Local models that read requests", this::localModels),
            get("/api/v1", "This list", this::catalogue),
            post("/api/v1/classify/intent", "Category of a text, and its route", intent::answer),
            post("/api/v1/eval", "How a request would be routed, and why", eval::answer)));
    // What people wrote is shown to nobody until there are callers who may see it.
    all.addAll(new ReplayOperations(this::records, question -> false).all());
    for (var operation : all) {
      byPath
          .computeIfAbsent(operation.path(), path -> new TreeMap<>())
          .put(operation.method(), operation);
    }
  }

  /** The endpoints on a path, by method. */
  SortedMap<String, Operation> at(String path) {
    var known = byPath.get(path);
    if (known != null) {
      return known;
    }
    boolean record = path.startsWith(ReplayOperations.BASE + "/");
    return record ? byPath.getOrDefault(ReplayOperations.ONE, NOTHING) : NOTHING;
  }

  private ReplayApi records() {
    return new ReplayApi(parts.records().get().orElseThrow(Refusal::notReady));
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

  private Answer health(Question question) {
    return AdminApi.ok(
        JSON.createObjectNode().put("status", "healthy").put("service", AdminApi.SERVICE));
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
    json.putArray("task_types").add("intent");
    return AdminApi.ok(json);
  }
}
