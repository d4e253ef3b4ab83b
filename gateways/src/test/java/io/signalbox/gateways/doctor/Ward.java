package io.signalbox.gateways.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A cluster in memory, with servers that answer as they are told; it begins in good health. */
final class Ward implements ClusterReader {
  static final String FRONT = "Service ai/front:80";
  static final String ROUTER = "Service ai/semantic-router:9190";
  static final String MODELS = "Service models/vllm:8000";

  private final List<Map<String, Object>> objects = new ArrayList<>();
  private final Map<String, Map<String, Web.Reply>> replies = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();
  private final Set<String> forbidden = new HashSet<>();

  Ward() {
    try (InputStream file = Ward.class.getResourceAsStream("healthy.yaml")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (var document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
        objects.add(map(document));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer(ROUTER, "/ready", 200, "{\"ready\":true}");
    answer(ROUTER, "/metrics", 200, "signalbox_config_reload_total{result=\"failed\"} 0.0\n");
    serves("base-model", "math-expert", "law-expert");
    var asked = Map.of("x-vsr-selected-model", "math-expert", "x-vsr-selected-decision", "math");
    answer(FRONT, "/v1/chat/completions", new Web.Reply(200, asked, "{}"));
  }

  void answer(String place, String path, int status, String body) {
    answer(place, path, new Web.Reply(status, Map.of(), body));
  }

  void answer(String place, String path, Web.Reply reply) {
    replies.computeIfAbsent(place, _ -> new HashMap<>()).put(path, reply);
  }

  void serves(String... models) {
    var data = Set.of(models).stream().map(name -> "{\"id\":\"" + name + "\"}").toList();
    answer(MODELS, "/v1/models", 200, "{\"data\":[" + String.join(",", data) + "]}");
  }

  void silence(String place) {
    replies.remove(place);
  }

  void forget(Kind kind) {
    unknown.add(kind.name());
  }

  void forbid(Kind kind) {
    forbidden.add(kind.name());
  }

  void remove(Kind kind, String name) {
    objects.removeIf(is(kind, null).and(one -> new Thing(one).name().equals(name)));
  }

  /** Puts a value into an object; maps on the way are made, a number steps into a list. */
  void put(Kind kind, String name, @Nullable Object value, Object... path) {
    Object at =
        objects.stream()
            .filter(is(kind, null).and(one -> new Thing(one).name().equals(name)))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < path.length - 1; i++) {
      at = step(at, path[i]);
    }
    var last = path[path.length - 1];
    if (at instanceof List<?>) {
      list(at).set((Integer) last, value);
    } else if (value == null) {
      map(at).remove(last.toString());
    } else {
      map(at).put(last.toString(), value);
    }
  }

  private static Object step(Object at, Object key) {
    return at instanceof List<?>
        ? Objects.requireNonNull(list(at).get((Integer) key))
        : map(at).computeIfAbsent(key.toString(), _ -> new HashMap<String, Object>());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(Object value) {
    return (List<@Nullable Object>) value;
  }

  private static Predicate<Map<String, Object>> is(Kind kind, @Nullable String namespace) {
    return one ->
        kind.name().equals(one.get("kind"))
            && (namespace == null || new Thing(one).namespace().equals(namespace));
  }

  /** What the doctor says of this cluster. */
  Report examined() {
    return examined(new Targets("ai", null, "semantic-router", null, null, null, List.of()));
  }

  Report examined(Targets targets) {
    return new Report(Examination.of(new Patient(targets, Optional.of(this), this::at)));
  }

  /** A client of an address outside of the cluster. */
  Web at(URI address) {
    return web(address.toString());
  }

  @Override
  public String namespace() {
    return "ai";
  }

  @Override
  public boolean knows(Kind kind) {
    return !unknown.contains(kind.name());
  }

  @Override
  public Optional<Thing> get(Kind kind, String namespace, String name) {
    return list(kind, namespace).stream().filter(one -> one.name().equals(name)).findFirst();
  }

  @Override
  public List<Thing> list(Kind kind, String namespace) {
    if (forbidden.contains(kind.name())) {
      throw new UnreadableException("may not list " + kind.resource(), "ask for a role");
    }
    return knows(kind)
        ? objects.stream().filter(is(kind, namespace)).map(Thing::new).toList()
        : List.of();
  }

  @Override
  public Web service(String namespace, String name, int port) {
    return web("Service %s/%s:%d".formatted(namespace, name, port));
  }

  private Web web(String place) {
    return new Web() {
      @Override
      public String place() {
        return place;
      }

      @Override
      public Reply ask(String path, Map<String, String> headers, @Nullable String body)
          throws UnreachableException {
        var reply = replies.getOrDefault(place, Map.of()).get(path);
        if (reply == null) {
          throw new UnreachableException("connection refused");
        }
        return reply;
      }
    };
  }
}
