package io.signalbox.server.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint of a path and a method. */
final class Routes {
  private final Map<String, List<Operation>> plain = new HashMap<>();
  private final List<Template> templates = new ArrayList<>();

  /** An endpoint with what stands in its braces. */
  record Found(Operation operation, Map<String, String> variables) {}

  private record Template(String[] segments, Operation operation) {}

  Routes(List<Operation> operations) {
    for (var operation : operations) {
      if (operation.path().indexOf('{') < 0) {
        plain.computeIfAbsent(operation.path(), path -> new ArrayList<>()).add(operation);
      } else {
        templates.add(new Template(operation.path().split("/", -1), operation));
      }
    }
  }

  /** The methods that a path takes. */
  SortedSet<String> methods(String path) {
    var methods = new TreeSet<String>();
    plain.getOrDefault(path, List.of()).forEach(operation -> methods.add(operation.method()));
    for (var template : templates) {
      if (variables(template, path) != null) {
        methods.add(template.operation().method());
      }
    }
    return methods;
  }

  /** The endpoint; a path without braces wins. Null when there is none. */
  @Nullable Found find(String method, String path) {
    for (var operation : plain.getOrDefault(path, List.of())) {
      if (operation.method().equals(method)) {
        return new Found(operation, Map.of());
      }
    }
    for (var template : templates) {
      if (template.operation().method().equals(method)) {
        var variables = variables(template, path);
        if (variables != null) {
          return new Found(template.operation(), variables);
        }
      }
    }
    return null;
  }

  private static @Nullable Map<String, String> variables(Template template, String path) {
    var segments = path.split("/", -1);
    if (segments.length != template.segments().length) {
      return null;
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < segments.length; i++) {
      var expected = template.segments()[i];
      if (expected.startsWith("{")) {
        var text = decoded(segments[i]);
        if (text == null || text.isEmpty()) {
          return null;
        }
        variables.put(expected.substring(1, expected.length() - 1), text);
      } else if (!expected.equals(segments[i])) {
        return null;
      }
    }
    return variables;
  }

  private static @Nullable String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }
}
