package io.signalbox.server.gateway;

import java.util.List;

/** Documents with several models and backends, for tests of what is done when some fail. */
final class Fleets {
  private Fleets() {}

  /** A backend of a document. */
  static String ref(String name, int port) {
    return "{name: %s, endpoint: \"127.0.0.1:%d\"}".formatted(name, port);
  }

  /**
   * One model, {@code solo}.
   *
   * @param reliability in YAML's flow form
   */
  static String one(String reliability, String... refs) {
    return """
    version: v0.3
    providers:
      defaults: {default_model: solo}
      models:
        - name: solo
          reliability: %s
          backend_refs: [%s]
    routing:
      modelCards: [{name: solo}]
    """
        .formatted(reliability, String.join(",", refs));
  }

  /**
   * A decision that takes {@code first} and may take {@code second}, and {@code last} for the rest.
   *
   * @param gateway in YAML's flow form
   */
  static String three(String gateway, String reliability, String... refs) {
    var names = List.of("first", "second", "last");
    var models = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      models.append(
          "    - {name: %s, provider_model_id: org/%s, reliability: %s, backend_refs: [%s]}\n"
              .formatted(names.get(i), names.get(i), reliability, refs[i]));
    }
    return """
    version: v0.3
    providers:
      defaults: {default_model: last}
      models:
    %srouting:
      modelCards: [{name: first}, {name: second}, {name: last}]
      decisions:
        - name: d
          modelRefs: [{model: first}, {model: second}]
    global:
      services:
        gateway: %s
    """
        .formatted(models, gateway);
  }
}
