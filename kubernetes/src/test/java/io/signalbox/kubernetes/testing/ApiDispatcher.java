package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Set;

/**
 * The HTTP side of the stand-in, in place of the library's own CRUD dispatcher: that one knows no
 * server-side apply of an object that is not there, keeps no versions to resume a watch from, and
 * checks nothing. One request at a time.
 */
final class ApiDispatcher extends Dispatcher {
  private static final String ALL_RULES =
      """
      {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
       "status": {"incomplete": false, "nonResourceRules": [],
         "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]}}
      """;

  private static final Logger LOG = System.getLogger(ApiDispatcher.class.getName());
  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz", "/livez");

  private final ApiServer server = new ApiServer();
  private final Discovery discovery = new Discovery(server.types());
  private final Watches watches = new Watches(server.store(), this);
  private final FaultPlan faults = new FaultPlan();

  FaultPlan faults() {
    return faults;
  }

  Watches watches() {
    return watches;
  }

  synchronized void forgetChanges() {
    server.store().forgetChanges();
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) {
    var request = ApiRequest.of(recorded);
    MockResponse response;
    try {
      faults.check(request);
      response = answer(request);
    } catch (ApiFailure failure) {
      response = json(failure.code(), failure.status(request));
      if (failure.code() == 429) {
        response.setHeader("Retry-After", "1");
      }
    } catch (RuntimeException broken) {
      // The mock server would leave the client without any answer.
      LOG.log(Level.ERROR, "the stand-in is broken: " + recorded.getRequestLine(), broken);
      response = json(500, new ApiFailure(500, "InternalError", broken.toString()).status(request));
    }
    var delay = faults.delay();
    return delay.isPositive() ? response.setBodyDelay(delay) : response;
  }

  private synchronized MockResponse answer(ApiRequest request) {
    if (HEALTH.contains(request.path())) {
      return new MockResponse().setResponseCode(200).setBody("ok");
    }
    if (request.plural().equals("selfsubjectaccessreviews")) {
      return json(201, faults.review(Json.read(request.body())));
    }
    if (request.plural().equals("selfsubjectrulesreviews")) {
      return json(201, Json.read(ALL_RULES));
    }
    if (request.plural().isEmpty()) {
      return json(200, discovery.document(request.path()).orElseThrow(ApiDispatcher::unknown));
    }
    long before = server.store().version();
    var response = resource(request, server.type(request));
    faults.count(request, server.store().version() != before);
    return response;
  }

  private static ApiFailure unknown() {
    return new ApiFailure(404, "NotFound", "the server could not find the requested resource");
  }

  private MockResponse resource(ApiRequest request, ResourceType type) {
    var warnings = new ArrayList<String>();
    var order = new Writes.Order(request, type, warnings);
    int success = request.writes() && server.creates(request, type) ? 201 : 200;
    var response =
        switch (request.verb()) {
          case "get" -> json(200, server.get(request, type));
          case "list" -> json(200, server.list(request, type));
          case "watch" -> watch(request, type);
          case "create" -> json(success, server.create(order));
          case "update" -> json(success, server.update(order));
          case "patch" -> json(success, server.patch(order));
          case "delete" -> json(success, server.delete(order));
          case "deletecollection" -> json(success, server.deleteAll(order));
          default -> throw unknown();
        };
    warnings.forEach(warning ->
        response.addHeader("Warning", "299 - \"" + warning.replace("\"", "\\\"") + "\""));
    return response;
  }

  private MockResponse watch(ApiRequest request, ResourceType type) {
    var stream =
        new WatchStream(
            watches,
            type.storage(),
            new Selector(request, type),
            (ObjectNode kept) -> ApiVersions.view(type, kept),
            request.parameter("resourceVersion"));
    return new MockResponse().withWebSocketUpgrade(stream);
  }

  private static MockResponse json(int code, JsonNode body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(Json.text(body));
  }
}
