package io.signalbox.server.admin;

import java.util.List;

/** The catalogue as a page that needs nothing from anywhere else. */
final class DocsPage {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}table{border-collapse:collapse;width:100%}"
          + "td,th{padding:.4rem .6rem;border-bottom:1px solid #d5dae0;text-align:left;"
          + "vertical-align:top}code{font:13px ui-monospace,monospace}"
          + ".m{font-weight:600;font-family:ui-monospace,monospace}"
          + "@media(prefers-color-scheme:dark){body{color:#e6e9ed;background:#14171a}"
          + "td,th{border-color:#3a4047}a{color:#8ab4ff}}";

  private DocsPage() {}

  static String of(List<Operation> operations) {
    var page =
        new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .append("<meta name=\"viewport\" content=\"width=device-width\">")
            .append("<title>Signalbox management API</title><style>")
            .append(STYLE)
            .append("</style></head><body><h1>Signalbox management API</h1>")
            .append("<p>For programs: <a href=\"/openapi.json\">openapi.json</a>. ")
            .append("Errors are <code>{\"error\":{\"code\",\"message\",\"timestamp\"}}</code>. ")
            .append("With tokens, send <code>Authorization: Bearer …</code>; ")
            .append("<code>/health</code> and <code>/ready</code> need none.</p>")
            .append("<table><thead><tr><th>Method</th><th>Path</th><th>What</th>")
            .append("<th>Permission</th></tr></thead><tbody>\n");
    for (var operation : operations) {
      row(page, operation);
    }
    return page.append("</tbody></table></body></html>\n").toString();
  }

  private static void row(StringBuilder page, Operation operation) {
    var permission = operation.permission();
    var inputs = operation.shape().query().stream().map(name -> "?" + name).toList();
    page.append("<tr><td class=\"m\">")
        .append(escaped(operation.method()))
        .append("</td><td><code>")
        .append(escaped(operation.path() + String.join("", inputs)))
        .append("</code></td><td>")
        .append(escaped(operation.description()))
        .append("</td><td><code>")
        .append(escaped(permission == null ? "*" : permission.key()))
        .append("</code></td></tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
