package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of the containers and volumes of a pod. */
final class PodChecks {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[ -<>-~]+");
  private static final Pattern QUANTITY =
      Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([KMGTPE]i|[numkMGTPE]|[eE][0-9]+)?");

  private final List<String> wrong;
  private final String path;
  private final JsonNode pod;
  private final Set<String> volumes = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  PodChecks(List<String> wrong, String path, JsonNode pod) {
    this.wrong = wrong;
    this.path = path;
    this.pod = pod;
  }

  void check() {
    int i = 0;
    for (var volume : pod.path("volumes")) {
      name(volume, path + ".volumes[" + i + "]", volumes);
      i++;
    }
    if (pod.path("containers").isEmpty()) {
      wrong.add(path + ".containers: Required value");
    }
    for (var list : List.of("containers", "initContainers")) {
      i = 0;
      for (var container : pod.path(list)) {
        container(container, path + "." + list + "[" + i + "]");
        i++;
      }
    }
  }

  private void name(JsonNode item, String at, Set<String> seen) {
    var name = item.path("name").asText();
    if (name.isEmpty()) {
      wrong.add(at + ".name: Required value");
    } else if (!NAME.matcher(name).matches()) {
      wrong.add(at + ".name: Invalid value: \"" + name + "\": must match " + NAME.pattern());
    } else if (!seen.add(name)) {
      wrong.add(at + ".name: Duplicate value: \"" + name + "\"");
    }
  }

  private void container(JsonNode container, String at) {
    name(container, at, names);
    if (container.path("image").asText().isEmpty()) {
      wrong.add(at + ".image: Required value");
    }
    mounts(container, at);
    ports(container, at);
    int i = 0;
    for (var variable : container.path("env")) {
      if (!VARIABLE.matcher(variable.path("name").asText()).matches()) {
        wrong.add(at + ".env[" + i + "].name: Invalid value: a variable needs a name without '='");
      }
      if (variable.has("value") && variable.has("valueFrom")) {
        wrong.add(
            at
                + ".env["
                + i
                + "].valueFrom: Invalid value: \"\": may not be specified when `value` is not"
                + " empty");
      }
      i++;
    }
    for (var kind : List.of("requests", "limits")) {
      for (var amount : container.path("resources").path(kind).properties()) {
        if (!QUANTITY.matcher(amount.getValue().asText()).matches()) {
          wrong.add(
              at
                  + ".resources."
                  + kind
                  + "."
                  + amount.getKey()
                  + ": Invalid value: "
                  + amount.getValue()
                  + ": is no quantity");
        }
      }
    }
  }

  private void mounts(JsonNode container, String at) {
    int i = 0;
    var paths = new HashSet<String>();
    for (var mount : container.path("volumeMounts")) {
      var place = at + ".volumeMounts[" + i + "]";
      var volume = mount.path("name").asText();
      var target = mount.path("mountPath").asText();
      if (!volumes.contains(volume)) {
        wrong.add(place + ".name: Not found: \"" + volume + "\"");
      }
      if (target.isEmpty()) {
        wrong.add(place + ".mountPath: Required value");
      } else if (!paths.add(target)) {
        wrong.add(place + ".mountPath: Invalid value: \"" + target + "\": must be unique");
      }
      i++;
    }
  }

  private void ports(JsonNode container, String at) {
    int i = 0;
    var seen = new HashSet<String>();
    for (var port : container.path("ports")) {
      var place = at + ".ports[" + i + "]";
      port(wrong, place + ".containerPort", port.path("containerPort"));
      var name = port.path("name").asText();
      if (!name.isEmpty() && (name.length() > 15 || !NAME.matcher(name).matches())) {
        wrong.add(
            place + ".name: Invalid value: \"" + name + "\": must be no more than 15 characters");
      } else if (!name.isEmpty() && !seen.add(name)) {
        wrong.add(place + ".name: Duplicate value: \"" + name + "\"");
      }
      i++;
    }
  }

  static void port(List<String> wrong, String path, JsonNode port) {
    if (port.asInt() < 1 || port.asInt() > 65_535) {
      wrong.add(
          path + ": Invalid value: " + port.asInt() + ": must be between 1 and 65535, inclusive");
    }
  }
}
