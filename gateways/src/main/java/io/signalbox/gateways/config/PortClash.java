package io.signalbox.gateways.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds ports of a gateway that stands alone at which something else on its machine listens. */
final class PortClash {
  private PortClash() {}

  /**
   * What is wrong with the ports, a line each.
   *
   * @param port where the gateway listens to clients
   * @param adminPort of its own interface; 0 when it has none
   */
  static List<String> errors(ProxyPlan plan, int port, int adminPort) {
    var taken = taken(plan);
    var errors = new ArrayList<String>();
    if (port == adminPort) {
      errors.add(error("--admin-port", adminPort, "is --port as well"));
    }
    check("--port", port, taken, errors);
    check("--admin-port", adminPort, taken, errors);
    return errors;
  }

  private static void check(
      String option, int port, Map<Integer, String> taken, List<String> errors) {
    var other = taken.get(port);
    if (other != null) {
      errors.add(error(option, port, other + " listens there"));
    }
  }

  private static Map<Integer, String> taken(ProxyPlan plan) {
    var taken = new LinkedHashMap<Integer, String>();
    if (Numeric.isLoopback(plan.router().host())) {
      taken.put(plan.router().port(), "the router");
    }
    for (var target : plan.targets()) {
      for (var place : target.places()) {
        if (place.isLoopback()) {
          var model = Shown.of(target.models().getFirst());
          taken.putIfAbsent(place.address().port(), "a backend of model " + model);
        }
      }
    }
    return taken;
  }

  private static String error(String option, int port, String why) {
    return "%s: %d %s (expected: a port of the gateway's own)".formatted(option, port, why);
  }
}
