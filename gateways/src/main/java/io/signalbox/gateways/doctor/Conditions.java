package io.signalbox.gateways.doctor;

/** Says in words what a condition of Kubernetes tells. */
final class Conditions {
  private Conditions() {}

  static String words(Thing condition) {
    var said =
        "%s is %s (%s)"
            .formatted(
                condition.text("type").orElse("?"),
                condition.text("status").orElse("?"),
                condition.text("reason").orElse("no reason"));
    return condition
        .text("message")
        .filter(text -> !text.isBlank())
        .map(text -> said + ": " + text)
        .orElse(said);
  }
}
