package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image's tar, unpacked as a container runtime does.
 *
 * @param root the folder that is {@code /} of its containers
 * @param config what the image says of itself, in the format of Docker
 * @param tags the names under which it is loaded
 */
record Unpacked(Path root, JsonNode config, List<String> tags) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Unpacks into a folder that is empty. */
  static Unpacked of(Path tar, Path folder) throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Path root = Files.createDirectory(folder.resolve("root"));
    Path log = folder.resolve("tar.log");
    Command.run(log, List.of("tar", "-xf", tar.toString(), "-C", parts.toString()));
    JsonNode image = JSON.readTree(Files.readString(parts.resolve("manifest.json"))).get(0);
    for (JsonNode layer : image.get("Layers")) {
      Path packed = parts.resolve(layer.asString());
      Command.run(log, List.of("tar", "-xpzf", packed.toString(), "-C", root.toString()));
      Files.delete(packed);
    }
    String config = Files.readString(parts.resolve(image.get("Config").asString()));
    var tags = image.get("RepoTags").valueStream().map(JsonNode::asString).toList();
    return new Unpacked(root, JSON.readTree(config).get("config"), tags);
  }

  List<String> entrypoint() {
    return strings("Entrypoint");
  }

  /** Each as {@code NAME=value}. */
  List<String> environment() {
    return strings("Env");
  }

  private List<String> strings(String field) {
    List<String> all = new ArrayList<>();
    config.get(field).forEach(value -> all.add(value.asString()));
    return all;
  }
}
