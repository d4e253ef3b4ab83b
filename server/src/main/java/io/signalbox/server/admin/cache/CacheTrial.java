package io.signalbox.server.admin.cache;

import io.signalbox.config.Permission;
import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.config.StoresConfig;
import io.signalbox.config.bind.Slot;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Refusal;
import io.signalbox.server.admin.cache.CacheOperations.Opener;
import io.signalbox.store.StoreException;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries a configuration of a store: whether it is one, and whether a store so configured works.
 * Variables of the environment are put in for callers only who may see secrets: others could have a
 * password sent to a server of their own.
 */
final class CacheTrial {
  private static final String KEY = Slot.of(StoresConfig.class).getFirst().key();

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Opener opener;
  private final Map<String, String> environment;

  CacheTrial(Opener opener, Map<String, String> environment) {
    this.opener = opener;
    this.environment = environment;
  }

  Answer answer(Question question) {
    var body = question.object();
    if (!(body.path("configuration") instanceof ObjectNode configuration)) {
      throw Refusal.invalid("configuration: missing (expected: an object)");
    }
    boolean secrets = question.caller().may(Permission.SECRET_VIEW);
    var loaded = load(configuration, secrets ? environment : Map.of());
    var document = loaded.document();
    var json = JSON.createObjectNode().put("valid", document != null);
    json.set("problems", Refusal.json(loaded.problems()));
    if (document == null) {
      json.put("healthy", false).putArray("capabilities");
      return Answer.of(200, json);
    }
    tryOut(document.global().stores().responseCache(), json);
    return Answer.of(200, json);
  }

  /** JSON is YAML as well. */
  private static Loaded load(ObjectNode configuration, Map<String, String> environment) {
    var document = JSON.createObjectNode().put("version", "v0.3");
    document.putObject("global").putObject("stores").set(KEY, configuration);
    return ConfigLoader.load(
        "configuration", JSON.writeValueAsString(document), environment, false);
  }

  private void tryOut(ResponseCacheConfig config, ObjectNode json) {
    var capabilities = JSON.createArrayNode();
    try (var store = opener.open(config)) {
      json.put("backend", store.backend());
      store.capabilities().forEach(capabilities::add);
      store.check();
      json.put("healthy", true);
    } catch (StoreException unhealthy) {
      json.put("healthy", false)
          .put("error", Objects.requireNonNullElse(unhealthy.getMessage(), "it does not answer"));
    }
    json.set("capabilities", capabilities);
  }
}
