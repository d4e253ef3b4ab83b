package io.signalbox.server.admin;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.admin.config.Activation;
import io.signalbox.server.admin.config.ConfigOperations;
import io.signalbox.server.admin.config.Trial;
import io.signalbox.server.observe.AuditLog.Act;
import io.signalbox.server.reload.ConfigWatch;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.reload.Reloader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A management API over a file that is watched and reloaded, and a client to it. */
final class ConfigRig implements AutoCloseable {
  private static final ConfigWatch.Pace PACE =
      new ConfigWatch.Pace(Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(200));

  final Path file;
  final Rig rig;
  final Router router;
  final List<Act> acts = new CopyOnWriteArrayList<>();
  private final ConfigWatch watch;

  /** One for a file that is written first. */
  static ConfigRig of(Path directory, String yaml) throws IOException {
    return new ConfigRig(
        Files.writeString(directory.resolve("config.yaml"), yaml), AccessPolicy.open(), null);
  }

  /**
   * One for a file that is there.
   *
   * @param trial judges documents; null for the one that a start uses
   */
  ConfigRig(Path file, AccessPolicy access, @Nullable Trial trial) throws IOException {
    this.file = file;
    var first = load();
    var compiled = Documents.compile(first, RouterEvents.NONE);
    var recipes = Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString());
    this.router = new Router(recipes, RouterEvents.NONE);
    var activation = new Activation();
    var operations =
        ConfigOperations.of(
            new ConfigOperations.Parts(
                file,
                first.directory(),
                Documents.CATALOG,
                trial == null ? this::judge : trial,
                activation,
                Objects.requireNonNull(first.document()),
                () -> true,
                InstantSource.system()),
            Duration.ofSeconds(20));
    this.rig = new Rig(Optional.of(router), new AdminApi.Guard(access, acts::add), operations);
    var reloader =
        Reloader.start(
            this::load,
            loaded -> Documents.compile(loaded, RouterEvents.NONE),
            router,
            first,
            List.of(activation, rig.status));
    this.watch = ConfigWatch.start(file, first.sha256(), PACE, reloader::reload);
    rig.status.enter(Phase.READY, "");
  }

  private Loaded load() {
    return ConfigLoader.load(file, Map.of(), false);
  }

  private Trial.Outcome judge(String yaml) {
    var loaded = ConfigLoader.load(file.toString(), yaml, Map.of(), false);
    var compiled = Documents.compile(loaded, RouterEvents.NONE);
    return new Trial.Outcome(loaded.document(), compiled.recipes() != null, compiled.problems());
  }

  /** The body of a change. */
  static String body(String yaml) {
    return JsonMapper.shared()
        .writeValueAsString(JsonMapper.shared().createObjectNode().put("yaml", yaml));
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request = rig.request(path).method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return rig.send(request);
  }

  HttpResponse<String> put(String yaml, String... headers) {
    return send("PUT", "/config/router", body(yaml), headers);
  }

  HttpResponse<String> patch(String yaml, String... headers) {
    return send("PATCH", "/config/router", body(yaml), headers);
  }

  JsonNode json(HttpResponse<String> response, int status) {
    return rig.json(response, status);
  }

  /** The code of an error that must be of that status. */
  String code(HttpResponse<String> response, int status) {
    return json(response, status).get("error").get("code").stringValue();
  }

  String etag() {
    return rig.get("/config/router").headers().firstValue("etag").orElseThrow();
  }

  String text() throws IOException {
    return Files.readString(file);
  }

  /** Names of all files beside the configuration, with those in folders beneath. */
  List<String> files() throws IOException {
    var directory = Objects.requireNonNull(file.getParent());
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    watch.close();
    rig.close();
  }
}
