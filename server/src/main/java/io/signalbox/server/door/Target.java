package io.signalbox.server.door;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The target of a request to a backend: a path, and the queries of both sides. */
public final class Target {
  private Target() {}

  /**
   * Puts the client's query behind a backend's path. A parameter that the path sets itself stays as
   * the path has it.
   *
   * @param path may have a query of its own
   * @param query of the client's request, or null
   */
  public static String of(String path, @Nullable String query) {
    if (query == null || query.isEmpty()) {
      return path;
    }
    int mark = path.indexOf('?');
    if (mark < 0) {
      return path + "?" + query;
    }
    var own =
        Arrays.stream(path.substring(mark + 1).split("&", -1))
            .map(Target::name)
            .collect(Collectors.toSet());
    List<String> all = new ArrayList<>(List.of(path));
    for (var parameter : query.split("&", -1)) {
      if (!parameter.isEmpty() && !own.contains(name(parameter))) {
        all.add(parameter);
      }
    }
    return String.join("&", all);
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }
}
